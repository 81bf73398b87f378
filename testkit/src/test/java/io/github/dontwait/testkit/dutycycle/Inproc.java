package io.github.dontwait.testkit.dutycycle;

import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.util.Errno;

/** A JeroMQ ROUTER and DEALERs over inproc, all on the thread of the test. */
final class Inproc implements AutoCloseable {

    private final ZContext context = new ZContext();
    final ZMQ.Socket router = context.createSocket(SocketType.ROUTER);

    Inproc() {
        router.setRouterMandatory(true);
        router.bind("inproc://actor");
    }

    ZMQ.Socket dealer(String routingId) {
        ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
        dealer.setIdentity(routingId.getBytes(ZMQ.CHARSET));
        dealer.connect("inproc://actor");
        return dealer;
    }

    ZMQ.Poller poller() {
        ZMQ.Poller poller = context.createPoller(1);
        poller.register(router, ZMQ.Poller.POLLIN);
        return poller;
    }

    /** A turn that takes one request if there is one, and echoes it. */
    int echo() {
        return echo(ZMQ.DONTWAIT);
    }

    /** The same with other flags: with none, it waits. */
    int echo(int flags) {
        byte @Nullable [] id = router.recv(flags);
        if (id == null) {
            return 0;
        }
        byte[] body = router.recv(flags);
        router.send(id, ZMQ.SNDMORE | ZMQ.DONTWAIT);
        router.send(body, ZMQ.DONTWAIT);
        return 1;
    }

    @Override
    public void close() {
        // What interrupted a receive would be reported again by the close.
        new Errno().set(0);
        context.close();
    }
}
