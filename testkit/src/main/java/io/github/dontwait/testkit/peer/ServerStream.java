package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The octets of one connection, both ways, as the selector lets them through: what the client does not take waits here.
 * Confined to the thread of its {@link FakeRouter}, except for what says otherwise.
 */
final class ServerStream {

    /** Who is told what happens. */
    interface Reader {

        void octets(ByteBuffer octets);

        void ended();
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final String name;
    private final Transcript transcript;
    private final Reader reader;
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private boolean reads = true;
    private boolean endsWhenSent;
    private volatile boolean hasEnded;

    /** Takes a channel that has just been accepted. */
    ServerStream(SocketChannel channel, SelectionKey key, String name, Transcript transcript, Reader reader)
            throws IOException {
        this.channel = channel;
        this.key = key;
        this.name = name;
        this.transcript = transcript;
        this.reader = reader;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Any thread. */
    boolean hasEnded() {
        return hasEnded;
    }

    void read(boolean on) {
        reads = on;
        updateInterest();
    }

    /** Does what the selector says can be done now. */
    void turn(ByteBuffer scratch) {
        try {
            if (key.isValid() && key.isWritable()) {
                flush();
            }
            if (!hasEnded && reads && key.isValid() && key.isReadable()) {
                receive(scratch);
            }
        } catch (IOException e) {
            // The client has reset the connection: that is its end, not a fault of the server.
            close(Event.Ending.RST, Event.By.SUBJECT);
        }
    }

    private void receive(ByteBuffer scratch) throws IOException {
        scratch.clear();
        int read = channel.read(scratch);
        if (read < 0) {
            close(Event.Ending.FIN, Event.By.SUBJECT);
        } else {
            reader.octets(scratch.flip());
        }
    }

    void write(byte[] octets) {
        unsent.addLast(ByteBuffer.wrap(octets));
        try {
            flush();
        } catch (IOException e) {
            close(Event.Ending.RST, Event.By.SUBJECT);
        }
    }

    private void flush() throws IOException {
        while (!unsent.isEmpty()) {
            ByteBuffer next = unsent.getFirst();
            channel.write(next);
            if (next.hasRemaining()) {
                break;
            }
            unsent.removeFirst();
        }
        if (unsent.isEmpty() && endsWhenSent) {
            close(Event.Ending.FIN, Event.By.PEER);
        } else {
            updateInterest();
        }
    }

    private void updateInterest() {
        if (key.isValid()) {
            key.interestOps((reads ? SelectionKey.OP_READ : 0) | (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE));
        }
    }

    /** Ends the connection: at once (RST), or in order (FIN) behind what waits. The second time nothing happens. */
    void end(Event.Ending how) {
        if (hasEnded) {
            return;
        }
        if (how == Event.Ending.FIN && !unsent.isEmpty()) {
            endsWhenSent = true;
            return;
        }
        close(how, Event.By.PEER);
    }

    private void close(Event.Ending how, Event.By by) {
        if (hasEnded) {
            return;
        }
        hasEnded = true;
        unsent.clear();
        try (channel) {
            if (how == Event.Ending.RST) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } else {
                // Unread octets would turn the FIN of a close into an RST; a FIN of its own goes first.
                channel.shutdownOutput();
            }
        } catch (IOException e) {
            transcript.note(name, "was reset by the client before it could be closed");
        }
        transcript.disconnected(name, how, by);
        reader.ended();
    }
}
