package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.wire.FrameCodec;
import java.nio.channels.ClosedSelectorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.Msg;
import zmq.ZError;
import zmq.util.Errno;

/**
 * A JeroMQ socket with its traps disarmed: arrays are never shared, nobody can have it allocate without bound, no wait is
 * longer than a short slice, and an interrupt spoils nothing that comes later.
 */
final class JeromqSocket {

    /** What is sent at most after the socket was closed. */
    static final Duration LINGER = Duration.ofMillis(500);

    /** A stalled handshake is begun anew after this time; JeroMQ's own 30 s would be the end of most tests. */
    private static final int HANDSHAKE_MILLIS = 500;

    private final String name;
    private final ZMQ.Socket socket;

    JeromqSocket(ZContext context, SocketType type, String name, @Nullable RoutingId routingId) {
        this.name = name;
        this.socket = context.createSocket(type);
        socket.setLinger((int) LINGER.toMillis());
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        // Both: the bound alone does not keep a header that claims a negative size from ending the I/O thread. With the
        // allocator such a frame may arrive as an empty one.
        socket.setMaxMsgSize(FrameCodec.LARGEST_BODY);
        socket.setMsgAllocator(size -> size < 0 || size > FrameCodec.LARGEST_BODY ? new Msg(0) : new Msg(size));
        if (routingId != null) {
            socket.setIdentity(routingId.octets());
        }
        if (type == SocketType.ROUTER) {
            socket.setRouterMandatory(true);
        }
    }

    ZMQ.Socket options() {
        return socket;
    }

    /** The next whole message if it comes within the time, which is rounded up to milliseconds. */
    @Nullable
    Message receive(Duration time) {
        return guarded(() -> {
            byte[] octets = waitFor(time) ? socket.recv(ZMQ.DONTWAIT) : socket.recv();
            if (octets == null) {
                return null;
            }
            List<Frame> frames = new ArrayList<>();
            frames.add(Frame.of(octets));
            while (socket.hasReceiveMore()) {
                byte[] more = socket.recv(ZMQ.DONTWAIT);
                if (more == null) {
                    throw new IllegalStateException(name + " has lost the rest of the message " + frames);
                }
                frames.add(Frame.of(more));
            }
            return Message.of(frames);
        });
    }

    /** Prepares a wait; true if there is to be none. */
    private boolean waitFor(Duration time) {
        long millis = (time.toNanos() + 999_999) / 1_000_000;
        if (millis <= 0) {
            return true;
        }
        socket.setReceiveTimeOut(Math.toIntExact(millis));
        return false;
    }

    /**
     * Sends a message if the socket takes it now.
     *
     * @return false if it does not: a high-water mark is reached, or there is nobody to send to
     * @throws ZMQException with {@link ZError#EHOSTUNREACH} if a ROUTER does not know the routing id
     */
    boolean send(Message message) {
        Boolean sent = guarded(() -> {
            int last = message.size() - 1;
            for (int i = 0; i <= last; i++) {
                // A fresh array for each frame: the socket keeps it. What takes the first frame takes the others.
                if (!socket.send(message.frame(i).octets(), ZMQ.DONTWAIT | (i < last ? ZMQ.SNDMORE : 0))) {
                    if (i > 0) {
                        throw new IllegalStateException(
                                name + " could send only " + i + " of the frames of " + message);
                    }
                    return false;
                }
            }
            return true;
        });
        return Boolean.TRUE.equals(sent);
    }

    /** Has it process what happened to its connections. */
    void turn() {
        guarded(socket::getEvents);
    }

    private <T> @Nullable T guarded(Supplier<@Nullable T> action) {
        try {
            return action.get();
        } catch (ZMQException e) {
            switch (e.getErrorCode()) {
                case ZError.EINTR -> {
                    forgetInterrupt();
                    Thread.currentThread().interrupt();
                    throw new CancellationException("interrupted while " + name + " used its socket");
                }
                case ZError.EFSM ->
                    throw new IllegalStateException(
                            name + " is a REQ, which sends and receives in turns; now is the other's turn", e);
                case ZError.ETERM -> throw closed(e);
                default -> throw e;
            }
        } catch (ClosedSelectorException e) {
            throw closed(e);
        }
    }

    private IllegalStateException closed(RuntimeException cause) {
        return new IllegalStateException("the context of " + name + " was closed; close the peers before it", cause);
    }

    /** Clears the interrupt and what JeroMQ remembers of it: a close on this thread would fail and leak. */
    private static boolean forgetInterrupt() {
        boolean isInterrupted = Thread.interrupted();
        new Errno().set(0);
        return isInterrupted;
    }

    /** Closes it; what was sent goes out within {@link #LINGER}. */
    void close() {
        boolean isInterrupted = forgetInterrupt();
        try {
            socket.close();
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
