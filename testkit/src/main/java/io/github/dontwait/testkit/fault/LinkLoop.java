package io.github.dontwait.testkit.fault;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.transcript.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The thread of a {@link Link}: one selector for the port, all connections, and what the test asks for. */
final class LinkLoop {

    private static final int BACKLOG = 256;
    private static final int READ_AT_ONCE = 64 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Link link;
    private final String name;
    private final InetSocketAddress target;
    private final Selector selector;
    private final int port;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** The connections that last. */
    private final List<LinkConnection> connections = new ArrayList<>();

    private @Nullable ServerSocketChannel listener;
    private boolean accepts = true;
    private int accepted;
    private volatile boolean isClosing;
    private volatile @Nullable Throwable failure;

    LinkLoop(Link link, String name, InetSocketAddress target) {
        this.link = link;
        this.name = name;
        this.target = target;
        this.thread = new Thread(this::loop, "dontwait-link-" + name);
        this.thread.setDaemon(true);
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot open a selector", e);
        }
        try {
            this.port = listenOn(0);
        } catch (IOException e) {
            closeSelector();
            throw new UncheckedIOException(name + " cannot listen on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    void start() {
        thread.start();
    }

    int port() {
        return port;
    }

    void requireHealthy() {
        Throwable broken = failure;
        if (broken != null) {
            throw new IllegalStateException("the thread of " + name + " has failed", broken);
        }
        if (isClosing) {
            throw new IllegalStateException(name + " is closed");
        }
    }

    /** Has the thread do this and waits until it is done. */
    void call(Runnable task) {
        requireHealthy();
        CompletableFuture<Void> done = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        selector.wakeup();
        try {
            done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the thread of " + name);
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + " could not do it", e.getCause());
        } catch (TimeoutException e) {
            requireHealthy();
            throw new IllegalStateException("the thread of " + name + " does not answer", e);
        }
    }

    // --- what it is asked for, on its thread

    void refuse() {
        ServerSocketChannel open = listener;
        listener = null;
        if (open != null) {
            try {
                open.close();
                // The port is free only when the selector has let go of it.
                selector.selectNow();
            } catch (IOException e) {
                throw new UncheckedIOException(name + " cannot stop listening", e);
            }
        }
    }

    void accept(boolean on) {
        accepts = on;
        if (listener != null) {
            requireNonNull(listener.keyFor(selector)).interestOps(on ? SelectionKey.OP_ACCEPT : 0);
        }
    }

    void listen() {
        try {
            if (listener == null) {
                listenOn(port);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot listen again on 127.0.0.1:" + port, e);
        }
    }

    void cut(Event.Ending how) {
        List.copyOf(connections).forEach(connection -> connection.end(how, Event.By.PEER));
    }

    void halfClose(LinkDirection direction) {
        List.copyOf(connections).forEach(connection -> connection.halfClose(direction));
    }

    void resume(LinkDirection direction) {
        connections.forEach(connection -> connection.resume(direction));
    }

    void forget(LinkConnection connection) {
        connections.remove(connection);
    }

    /** Delivers everything that is due; answers after how many nanoseconds more will be. */
    long pumpAll() {
        long wait = LinkFlow.NEVER;
        for (LinkConnection connection : List.copyOf(connections)) {
            wait = Math.min(wait, connection.pump());
        }
        return wait;
    }

    // --- the thread

    private int listenOn(int wanted) throws IOException {
        ServerSocketChannel opened = ServerSocketChannel.open();
        try {
            opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            opened.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), wanted), BACKLOG);
            opened.configureBlocking(false);
            opened.register(selector, accepts ? SelectionKey.OP_ACCEPT : 0);
            listener = opened;
            return ((InetSocketAddress) opened.getLocalAddress()).getPort();
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private void loop() {
        ByteBuffer scratch = ByteBuffer.allocate(READ_AT_ONCE);
        try {
            long wait = LinkFlow.NEVER;
            while (!isClosing) {
                select(wait);
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.attachment() instanceof LinkConnection connection) {
                        connection.turn(key, scratch);
                    } else if (key.isValid() && key.isAcceptable()) {
                        accept();
                    }
                }
                selector.selectedKeys().clear();
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                wait = pumpAll();
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } finally {
            refuse();
            List.copyOf(connections).forEach(connection -> connection.end(Event.Ending.FIN, Event.By.PEER));
            closeSelector();
            link.threadEnded();
        }
    }

    private void select(long waitNanos) throws IOException {
        if (waitNanos == LinkFlow.NEVER) {
            selector.select();
        } else {
            selector.select(Math.max(1, (waitNanos + 999_999) / 1_000_000));
        }
    }

    private void accept() throws IOException {
        ServerSocketChannel open = listener;
        SocketChannel client = open == null ? null : open.accept();
        if (client == null) {
            return;
        }
        accepted++;
        String title = accepted == 1 ? name : name + "#" + accepted;
        SocketChannel server = SocketChannel.open();
        prepare(client);
        prepare(server);
        LinkConnection connection = new LinkConnection(
                link,
                title,
                client,
                server,
                client.register(selector, 0),
                server.register(selector, SelectionKey.OP_CONNECT));
        connections.add(connection);
        connection.connect(target);
    }

    private static void prepare(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot close its selector", e);
        }
    }

    void close() {
        isClosing = true;
        selector.wakeup();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while " + name + " was closing");
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("the thread of " + name + " does not end");
        }
    }
}
