package io.github.dontwait.testkit.benchmark;

import io.github.dontwait.testkit.wire.WireFrame;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The opponent: plain blocking channels, one read or write for as much as the system takes, buffers outside the heap that
 * are made once, no Nagle. The server sends back so many octets when all of them have come.
 */
final class RawEcho {

    private static final long PATIENCE_MILLIS = 60_000;

    private final SocketChannel client;
    private final SocketChannel server;
    private final ByteBuffer sent;
    private final ByteBuffer received;
    private final Thread thread;

    private RawEcho(SocketChannel client, SocketChannel server, int size) {
        this.client = client;
        this.server = server;
        this.sent = ByteBuffer.allocateDirect(size);
        this.received = ByteBuffer.allocateDirect(size);
        this.thread = new Thread(this::serve, "raw-echo");
        this.thread.setDaemon(true);
    }

    /** For a message of one frame with so many octets. */
    static RawEcho of(int octets) throws IOException {
        int size = octets + (octets > WireFrame.LARGEST_SHORT ? 9 : 2);
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0))) {
            SocketChannel client = SocketChannel.open(listener.getLocalAddress());
            SocketChannel server = listener.accept();
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            server.setOption(StandardSocketOptions.TCP_NODELAY, true);
            RawEcho echo = new RawEcho(client, server, size);
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

    private static void write(SocketChannel channel, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    /** Fills the buffer; false if the other side has gone. */
    private static boolean read(SocketChannel channel, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            if (channel.read(octets) < 0) {
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
