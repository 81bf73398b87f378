package io.github.dontwait.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/**
 * The bound ROUTER: requests in, replies out, never waiting. Confined to the loop's thread.
 *
 * <p>It is <em>mandatory</em>: a reply that cannot be delivered is reported, not silently dropped.
 */
final class RouterSocket {

    /** What became of a reply. */
    enum Sent {
        /** The socket has it. */
        TAKEN,
        /** The peer's queue is full; try again later. (A peer that is just leaving also looks like this, for a while.) */
        FULL,
        /** There is no such peer any more. */
        GONE
    }

    private static final int BACKLOG = 1_024;
    private static final int HANDSHAKE_MILLIS = 10_000;

    private final ZMQ.Socket socket;
    private final NonBlockingSocket messages;
    private final String asked;
    private String bound;

    RouterSocket(ZContext context, Settings settings) {
        asked = settings.endpoint();
        bound = asked;
        socket = context.createSocket(SocketType.ROUTER);
        messages = new NonBlockingSocket(socket);
        socket.setRouterMandatory(true);
        // A client that restarts with its old routing id must not be locked out by what is left of its old connection.
        socket.setRouterHandover(true);
        socket.setBacklog(BACKLOG);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.setIPv6(asked.contains("["));
        settings.limits().applyTo(socket);
        settings.security().applyToServer(socket);
    }

    /** Binds, to that address and no other. */
    void bind() {
        try {
            socket.bind(asked);
        } catch (ZMQException e) {
            throw new IllegalStateException("cannot bind " + asked + ": " + e.getMessage(), e);
        }
        if (asked.endsWith(":*")) {
            bound = socket.getLastEndpoint();
        }
    }

    /** Where peers find it: the real port, where {@code *} was asked for. Any thread, once it is bound. */
    String endpoint() {
        return bound;
    }

    /** Takes the next request, or null if there is none now. */
    @Nullable
    Request receive(long nowNanos) {
        List<byte[]> message = messages.receive();
        if (message == null) {
            return null;
        }
        return new Request(new RoutingId(message.get(0)), message.subList(1, message.size()), nowNanos);
    }

    /** Offers a message to one peer. The frames belong to the socket if it took them. */
    Sent send(RoutingId to, List<byte[]> frames) {
        List<byte[]> message = new ArrayList<>(frames.size() + 1);
        message.add(to.octets());
        message.addAll(frames);
        try {
            return messages.send(message) ? Sent.TAKEN : Sent.FULL;
        } catch (ZMQException e) {
            if (e.getErrorCode() == ZError.EHOSTUNREACH) {
                return Sent.GONE;
            }
            throw e;
        }
    }

    boolean wasInterrupted() {
        return messages.wasInterrupted();
    }

    /** What to poll for reading. */
    ZMQ.Socket socket() {
        return socket;
    }

    /**
     * Closes; JeroMQ goes on sending what it has for that long. There is no unbinding before: it would end the
     * connections as well, with all that is still on its way.
     */
    void close(int lingerMillis) {
        socket.setLinger(lingerMillis);
        socket.close();
    }
}
