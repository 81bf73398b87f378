package io.github.dontwait.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The connected DEALER: requests out, replies in, never waiting. Confined to the loop's thread. */
final class DealerSocket {

    /** JeroMQ sometimes stalls while it connects; this makes it try again soon. */
    private static final int HANDSHAKE_MILLIS = 500;

    private final ZMQ.Socket socket;
    private final NonBlockingSocket messages;

    /** Connects, or goes on trying to: a server need not be there. */
    DealerSocket(ZContext context, Settings settings) {
        socket = context.createSocket(SocketType.DEALER);
        messages = new NonBlockingSocket(socket);
        String routingId = settings.clientWork().routingId();
        if (routingId != null) {
            socket.setIdentity(routingId.getBytes(UTF_8));
        }
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.setIPv6(settings.endpoint().contains("["));
        settings.limits().applyTo(socket);
        settings.security().applyToClient(socket);
        // Nobody waits for the answer to what is still unsent at the end.
        socket.setLinger(0);
        socket.connect(settings.endpoint());
    }

    /** Takes the next message, or null if there is none now. */
    @Nullable
    List<byte[]> receive() {
        return messages.receive();
    }

    /** Gives a message to the socket; false if there is no room for it. */
    boolean send(List<byte[]> message) {
        return messages.send(message);
    }

    boolean wasInterrupted() {
        return messages.wasInterrupted();
    }

    /** What to poll for reading. */
    ZMQ.Socket socket() {
        return socket;
    }

    void close() {
        socket.close();
    }
}
