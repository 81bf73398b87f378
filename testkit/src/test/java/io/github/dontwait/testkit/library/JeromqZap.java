package io.github.dontwait.testkit.library;

import io.github.dontwait.testkit.wire.Mechanism;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** The ZAP handler of one JeroMQ context (27/ZAP): lets one guest in and refuses everybody else. */
final class JeromqZap implements AutoCloseable {

    private static final int TURN_MILLIS = 20;

    private final ZContext context;
    private final ZMQ.Socket socket;
    private final Mechanism guest;
    private final Thread thread = new Thread(this::serve, "jeromq-zap");
    private volatile boolean isClosing;

    private JeromqZap(ZContext owner, Mechanism guest) {
        this.context = owner.shadow();
        this.guest = guest;
        this.socket = context.createSocket(SocketType.REP);
        socket.setReceiveTimeOut(TURN_MILLIS);
        socket.bind("inproc://zeromq.zap.01");
    }

    static JeromqZap start(ZContext owner, Mechanism guest) {
        JeromqZap zap = new JeromqZap(owner, guest);
        zap.thread.start();
        return zap;
    }

    private void serve() {
        while (!isClosing) {
            ZMsg request = ZMsg.recvMsg(socket);
            if (request != null) {
                answer(request);
            }
        }
        context.close();
    }

    private void answer(ZMsg request) {
        byte[][] frames = request.stream().map(frame -> frame.getData()).toArray(byte[][]::new);
        boolean isAllowed = Security.isGuest(guest, frames);
        ZMsg reply = new ZMsg();
        reply.add(frames[0]);
        reply.add(frames[1]);
        reply.add(isAllowed ? "200" : "400");
        reply.add(isAllowed ? "OK" : "refused");
        reply.add(isAllowed ? "guest" : "");
        reply.add("");
        reply.send(socket);
    }

    @Override
    public void close() {
        isClosing = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("the ZAP handler does not end");
        }
    }
}
