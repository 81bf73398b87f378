package io.github.dontwait.testkit.peer;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Deadline;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireOptions;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The thread of a {@link FakeRouter}: one selector for the listener, all connections, and what the test asks for. */
final class FakeRouterLoop implements ServerLine.Listener {

    private static final int BACKLOG = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final Transcript transcript;
    private final Timeouts timeouts;
    private final WireOptions options;
    private final FakeRouter router;
    private final Selector selector;
    private final int port;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** What is to be done at a time. */
    private final Queue<Timed> later = new PriorityQueue<>();
    /** The connections that last. */
    private final Map<ServerLine, ClientConnection> connections = new LinkedHashMap<>();

    private @Nullable ServerSocketChannel listener;
    private int accepted;
    private volatile boolean isClosing;
    private volatile @Nullable Throwable failure;

    FakeRouterLoop(
            int port, String name, Transcript transcript, Timeouts timeouts, WireOptions options, FakeRouter router) {
        this.name = name;
        this.transcript = transcript;
        this.timeouts = timeouts;
        this.options = options;
        this.router = router;
        this.thread = new Thread(this::loop, "dontwait-fake-router-" + name);
        this.thread.setDaemon(true);
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot open a selector", e);
        }
        try {
            this.port = listenOn(port);
        } catch (IOException e) {
            closeSelector();
            throw new UncheckedIOException(name + " cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
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

    /** Has the thread do this, soon, in the order of the calls; the thread itself does it at once. */
    void run(Runnable task) {
        if (Thread.currentThread() == thread) {
            task.run();
            return;
        }
        requireHealthy();
        tasks.add(task);
        selector.wakeup();
    }

    /** Has the thread do this after the delay. */
    void runIn(Duration delay, Runnable task) {
        Timed timed = new Timed(System.nanoTime() + Deadline.nanos(delay), task);
        run(() -> later.add(timed));
    }

    private void select() throws IOException {
        Timed next = later.peek();
        if (next == null) {
            selector.select();
            return;
        }
        long nanos = next.dueNanos() - System.nanoTime();
        if (nanos > 0) {
            selector.select((nanos + 999_999) / 1_000_000);
        } else {
            selector.selectNow();
        }
    }

    private void runWhatIsDue() {
        while (!later.isEmpty() && later.element().dueNanos() - System.nanoTime() <= 0) {
            later.remove().task().run();
        }
    }

    private record Timed(long dueNanos, Runnable task) implements Comparable<Timed> {

        @Override
        public int compareTo(Timed other) {
            return Long.signum(dueNanos - other.dueNanos);
        }
    }

    /** Has the thread do this and waits until it is done. */
    void call(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        run(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            done.get(Deadline.nanos(timeouts.arrival()) + PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the thread of " + name);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IllegalStateException(
                    name + " could not do it: " + (cause == null ? e.getMessage() : cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the thread of " + name + " does not answer", e);
        }
    }

    void listen() {
        try {
            if (listener == null) {
                listenOn(port);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    name + " cannot listen again on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }

    private int listenOn(int wanted) throws IOException {
        ServerSocketChannel opened = ServerSocketChannel.open();
        try {
            opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            opened.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), wanted), BACKLOG);
            opened.configureBlocking(false);
            opened.register(selector, SelectionKey.OP_ACCEPT);
            listener = opened;
            return ((InetSocketAddress) opened.getLocalAddress()).getPort();
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    void stopListening() {
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

    private void loop() {
        ByteBuffer scratch = ByteBuffer.allocate(64 << 10);
        try {
            while (!isClosing) {
                select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.attachment() instanceof ServerLine line) {
                        line.turn(scratch);
                    } else if (key.isValid() && key.isAcceptable()) {
                        accept();
                    }
                }
                selector.selectedKeys().clear();
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                runWhatIsDue();
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } finally {
            stopListening();
            List.copyOf(connections.keySet()).forEach(line -> line.end(Event.Ending.FIN));
            List.copyOf(connections.keySet()).forEach(line -> line.end(Event.Ending.RST));
            closeSelector();
        }
    }

    private void accept() throws IOException {
        ServerSocketChannel open = listener;
        SocketChannel channel = open == null ? null : open.accept();
        if (channel == null) {
            return;
        }
        channel.configureBlocking(false);
        accepted++;
        String title = accepted == 1 ? name : name + "#" + accepted;
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        ServerLine line = new ServerLine(channel, key, title, transcript, options, this);
        key.attach(line);
        ClientConnection connection = new ClientConnection(router, line, title);
        connections.put(line, connection);
        transcript.connected(title, "accepted");
        router.accepted(connection);
        line.greet();
    }

    @Override
    public void ready(ServerLine line) {
        router.ready(connection(line));
    }

    @Override
    public void message(ServerLine line, Message message) {
        router.received(connection(line), message);
    }

    @Override
    public void refused(ServerLine line, String reason) {
        router.happened(connection(line), ConnectionEvent.Kind.REFUSED);
    }

    @Override
    public void ended(ServerLine line) {
        ClientConnection ended = connection(line);
        connections.remove(line);
        router.happened(ended, ConnectionEvent.Kind.DISCONNECTED);
    }

    private ClientConnection connection(ServerLine line) {
        return requireNonNull(connections.get(line), "a line that was never accepted");
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
