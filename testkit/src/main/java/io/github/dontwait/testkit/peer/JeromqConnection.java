package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/** What is known of the connections of a JeroMQ socket; the library tells it on its own threads. */
final class JeromqConnection {

    private static final long RETRY_NANOS = Duration.ofMillis(1).toNanos();

    private final MessagePeer peer;
    private final String endpoint;
    private final CountDownLatch isMade = new CountDownLatch(1);
    private volatile int open;
    private volatile boolean isClosing;

    private JeromqConnection(MessagePeer peer, String endpoint) {
        this.peer = peer;
        this.endpoint = endpoint;
    }

    /** Connects and, where the library tells, waits until the two sides have greeted each other. */
    static JeromqConnection to(String endpoint, ZMQ.Socket socket, MessagePeer peer) {
        JeromqConnection connection = new JeromqConnection(peer, endpoint);
        if (endpoint.startsWith("inproc://")) {
            socket.connect(endpoint);
            peer.transcript().connected(peer.name(), "to " + endpoint + ", if anybody binds it");
            return connection;
        }
        connection.listen(socket);
        socket.connect(endpoint);
        connection.await(peer.timeouts().arrival());
        return connection;
    }

    /** Binds; an endpoint that is taken is tried again, because the library frees one some time after it says so. */
    static JeromqConnection at(String endpoint, ZMQ.Socket socket, MessagePeer peer) {
        JeromqConnection connection = new JeromqConnection(peer, endpoint);
        if (!endpoint.startsWith("inproc://")) {
            connection.listen(socket);
        }
        Deadline deadline = Deadline.in(peer.timeouts().arrival());
        while (true) {
            try {
                socket.bind(endpoint);
                return connection;
            } catch (ZMQException e) {
                if (e.getErrorCode() != ZError.EADDRINUSE || deadline.isOver()) {
                    throw e;
                }
            }
            LockSupport.parkNanos(RETRY_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while " + peer.name() + " wanted to bind " + endpoint);
            }
        }
    }

    private void listen(ZMQ.Socket socket) {
        socket.setEventHook(this::happened, zmq.ZMQ.ZMQ_EVENT_ALL);
    }

    private void happened(ZEvent event) {
        switch (event.getEvent()) {
            // The library's word for a greeting that it can agree with.
            case HANDSHAKE_PROTOCOL, HANDSHAKE_SUCCEEDED -> change(1);
            case DISCONNECTED -> change(-1);
            default -> {}
        }
    }

    private synchronized void change(int by) {
        if (isClosing || open + by < 0) {
            return;
        }
        open += by;
        if (by > 0) {
            peer.transcript().connected(peer.name(), "through JeroMQ");
            isMade.countDown();
        } else {
            peer.transcript().disconnected(peer.name(), null, Event.By.SUBJECT);
        }
    }

    /** From now on what happens is the peer's own doing. */
    synchronized void closing() {
        isClosing = true;
        peer.transcript().disconnected(peer.name(), Event.Ending.FIN, Event.By.PEER);
    }

    private void await(Duration patience) {
        try {
            if (!isMade.await(Deadline.nanos(patience), TimeUnit.NANOSECONDS)) {
                throw ExpectationFailedError.expecting(
                                endpoint + " to accept " + peer.name() + " within " + Words.of(patience))
                        .but("JeroMQ could make no connection")
                        .transcript(peer.transcript())
                        .inVain()
                        .error();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while connecting " + peer.name());
        }
    }

    @Override
    public String toString() {
        if (endpoint.startsWith("inproc://")) {
            return "over " + endpoint;
        }
        return open > 0 ? "the connection is open" : "there is no connection";
    }
}
