package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.transcript.Transcript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for connections on 127.0.0.1 and hands each over as a {@link WirePeer} that has sent nothing.
 *
 * <p>For one thread at a time; any thread may close it. Connections that were accepted are their taker's to close.
 */
public final class WireListener implements AutoCloseable {

    private final String name;
    private final Transcript transcript;
    private final Timeouts timeouts;
    private final WireOptions options;
    private final InetSocketAddress address;
    private volatile @Nullable ServerSocketChannel channel;
    private volatile @Nullable Watch waitingIn;
    private int accepted;

    private WireListener(int port, String name, Transcript transcript, Timeouts timeouts, WireOptions options) {
        this.name = name;
        this.transcript = transcript;
        this.timeouts = timeouts;
        this.options = options;
        this.address = open(port);
        transcript.joined(name);
    }

    /** Listens on a port that the system chooses. */
    public static WireListener bind(String name, Transcript transcript, Timeouts timeouts) {
        return bind(0, name, transcript, timeouts, WireOptions.of("ROUTER"));
    }

    /**
     * Listens on a port; 0 lets the system choose.
     *
     * @param options whose receive buffer and bound on frames hold for accepted connections
     * @throws UncheckedIOException if the port is taken
     */
    public static WireListener bind(
            int port, String name, Transcript transcript, Timeouts timeouts, WireOptions options) {
        return new WireListener(port, name, transcript, timeouts, options);
    }

    private InetSocketAddress open(int port) {
        try {
            ServerSocketChannel opened = Loopback.listen(port, options.receiveBufferSize());
            channel = opened;
            return (InetSocketAddress) opened.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }

    /** Where it listens, or did before it was closed. */
    public InetSocketAddress address() {
        return address;
    }

    /** The same as ZeroMQ writes it: {@code tcp://127.0.0.1:5555}. */
    public String endpoint() {
        return "tcp://127.0.0.1:" + address.getPort();
    }

    /** Whether it listens. */
    public boolean isListening() {
        return channel != null;
    }

    /** The next connection, waiting for the usual patience. */
    public WirePeer accept() {
        return accept(timeouts.arrival());
    }

    /**
     * The next connection.
     *
     * @throws WireException.TimedOut if none comes
     */
    public WirePeer accept(Duration patience) {
        return poll(patience)
                .orElseThrow(() -> new WireException.TimedOut(
                        name + " waited " + Deadline.inWords(patience) + " for a connection at " + endpoint()));
    }

    /** The next connection if one comes in time; with zero, if one waits now. */
    public Optional<WirePeer> poll(Duration patience) {
        ServerSocketChannel open = channel;
        if (open == null) {
            throw closed(null);
        }
        Deadline deadline = Deadline.in(patience);
        try {
            while (true) {
                SocketChannel connection = open.accept();
                if (connection != null) {
                    return Optional.of(take(connection));
                }
                if (deadline.isOver()) {
                    return Optional.empty();
                }
                await(open, deadline);
            }
        } catch (IOException e) {
            if (channel != open) {
                throw closed(e);
            }
            throw new UncheckedIOException(name + " cannot accept at " + endpoint(), e);
        }
    }

    private WirePeer take(SocketChannel connection) throws IOException {
        accepted++;
        String title = accepted == 1 ? name : name + "#" + accepted;
        WirePeer peer = new WirePeer(connection, true, title, transcript, timeouts, options);
        transcript.connected(title, "accepted");
        return peer;
    }

    private void await(ServerSocketChannel open, Deadline deadline) throws IOException {
        long millis = deadline.remainingMillis();
        if (millis == 0) {
            return;
        }
        Watch watch = SelectorPool.borrow(open);
        waitingIn = watch;
        try {
            if (channel == open) {
                watch.await(open, SelectionKey.OP_ACCEPT, millis);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while waiting for a connection");
            }
        } finally {
            waitingIn = null;
            SelectorPool.giveBack(watch);
        }
    }

    private IllegalStateException closed(@Nullable Throwable cause) {
        return new IllegalStateException(name + " does not listen any more; call reopen() first", cause);
    }

    /** Listens again on the same port. */
    public void reopen() {
        if (channel == null) {
            open(address.getPort());
        }
    }

    /** Stops listening and frees the port; connections that wait to be accepted are reset. */
    @Override
    public void close() {
        ServerSocketChannel open = channel;
        channel = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
            SelectorPool.closed(open);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot stop listening at " + endpoint(), e);
        }
        Watch waiting = waitingIn;
        if (waiting != null) {
            waiting.wakeup();
        }
    }
}
