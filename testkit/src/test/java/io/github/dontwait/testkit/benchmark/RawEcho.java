package io.github.dontwait.testkit.benchmark;

import io.github.dontwait.testkit.wire.WireFrame;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The opponent: plain channels, one read or write for as much as the system takes, buffers outside the heap that are made
 * once, no Nagle. The server sends back so many octets when all of them have come. Its channels block, the fastest that there
 * is and without any deadline; or each side waits at a selector with one, as whoever must not hang has to.
 */
final class RawEcho {

    private static final long PATIENCE_MILLIS = 60_000;

    private static final long DEADLINE_MILLIS = 5_000;

    private final End client;
    private final End server;
    private final ByteBuffer sent;
    private final ByteBuffer received;
    private final Thread thread;

    /** One side; without a selector its channel blocks. */
    private record End(SocketChannel channel, @Nullable Selector selector) {

        static End of(SocketChannel channel, boolean hasDeadlines) throws IOException {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (!hasDeadlines) {
                return new End(channel, null);
            }
            Selector selector = Selector.open();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return new End(channel, selector);
        }

        void awaitReadable() throws IOException {
            if (selector != null && selector.select(ready -> {}, DEADLINE_MILLIS) == 0) {
                throw new SocketTimeoutException("nothing came within " + DEADLINE_MILLIS + " ms");
            }
        }

        void close() throws IOException {
            channel.close();
            if (selector != null) {
                selector.close();
            }
        }
    }

    private RawEcho(End client, End server, int size) {
        this.client = client;
        this.server = server;
        this.sent = ByteBuffer.allocateDirect(size);
        this.received = ByteBuffer.allocateDirect(size);
        this.thread = new Thread(this::serve, "raw-echo");
        this.thread.setDaemon(true);
    }

    /** Blocking, for a message of one frame with so many octets. */
    static RawEcho of(int octets) throws IOException {
        return of(octets, false);
    }

    /** The same with a deadline for each wait. */
    static RawEcho withDeadlines(int octets) throws IOException {
        return of(octets, true);
    }

    private static RawEcho of(int octets, boolean hasDeadlines) throws IOException {
        int size = octets + (octets > WireFrame.LARGEST_SHORT ? 9 : 2);
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0))) {
            SocketChannel client = SocketChannel.open(listener.getLocalAddress());
            SocketChannel server = listener.accept();
            RawEcho echo = new RawEcho(End.of(client, hasDeadlines), End.of(server, hasDeadlines), size);
            echo.thread.start();
            return echo;
        }
    }

    /** Sends all octets and receives as many. */
    int roundTrip() throws IOException {
        write(client, sent.clear());
        received.clear();
        if (!read(client, received)) {
            throw new EOFException("the echo has gone");
        }
        return received.position();
    }

    private void serve() {
        ByteBuffer octets = ByteBuffer.allocateDirect(sent.capacity());
        try {
            while (read(server, octets)) {
                write(server, octets.flip());
                octets.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the echo failed", e);
        }
    }

    private static void write(End end, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            // The other side reads all the while, so there is room again at once.
            end.channel().write(octets);
        }
    }

    /** Fills the buffer; false if the other side has gone. */
    private static boolean read(End end, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            end.awaitReadable();
            if (end.channel().read(octets) < 0) {
                return false;
            }
        }
        return true;
    }

    void close() throws IOException, InterruptedException {
        client.close();
        thread.join(PATIENCE_MILLIS);
        server.close();
        if (thread.isAlive()) {
            throw new IllegalStateException("the client has gone and the echo still serves");
        }
    }
}
