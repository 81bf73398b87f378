package io.github.dontwait.testkit.wire;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A thread with its selector, which listens on one port of 127.0.0.1, accepts connections and does what other threads ask
 * for. What becomes of the connections, its subclass says.
 *
 * <p>Not for tests: the kit's own {@code Link} and {@code FakeRouter} run on it. {@link #start}, {@link #port}, {@link
 * #requireHealthy}, {@link #run}, {@link #call} and {@link #close} are for any thread, all else is for the loop's own.
 */
public abstract class ListeningLoop {

    /** What {@link #turn} answers when there is nothing to do unless something comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int READ_AT_ONCE = 64 << 10;

    private final String name;
    private final Duration patience;
    private final Selector selector;
    private final int port;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    private @Nullable ServerSocketChannel listener;
    private boolean accepts = true;
    private int accepted;
    private volatile boolean isClosing;
    private volatile @Nullable Throwable failure;

    /**
     * Listens; nothing is accepted before {@link #start}.
     *
     * @param name its name in failures; its connections have it too, from the second on with a number
     * @param threadName the name of the thread
     * @param port 0 lets the system choose
     * @param patience how long the thread may take to end when it is closed
     * @throws UncheckedIOException if the port is taken
     */
    protected ListeningLoop(String name, String threadName, int port, Duration patience) {
        this.name = name;
        this.patience = patience;
        this.thread = new Thread(this::loop, threadName);
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
            String address = port == 0 ? "127.0.0.1" : "127.0.0.1:" + port;
            throw new UncheckedIOException(name + " cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /** Starts the thread. */
    public final void start() {
        thread.start();
    }

    /** The port, the same for its whole life, whether it listens now or not. */
    public final int port() {
        return port;
    }

    /** Its name in failures. */
    protected final String name() {
        return name;
    }

    /**
     * Requires that the thread serves.
     *
     * @throws IllegalStateException if it has failed, or was closed
     */
    public final void requireHealthy() {
        Throwable broken = failure;
        if (broken != null) {
            throw new IllegalStateException("the thread of " + name + " has failed", broken);
        }
        if (isClosing) {
            throw new IllegalStateException(name + " is closed");
        }
    }

    // --- what it is asked for

    /** Has the thread do this, soon, in the order of the calls; the thread itself does it at once. */
    public final void run(Runnable task) {
        if (Thread.currentThread() == thread) {
            task.run();
            return;
        }
        requireHealthy();
        tasks.add(task);
        selector.wakeup();
    }

    /**
     * Has the thread do this and waits until it is done.
     *
     * @throws ExecutionException if the task fails, which harms nobody else
     * @throws IllegalStateException if it is not done within the patience
     */
    protected final void call(Runnable task, Duration within) throws ExecutionException {
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
            done.get(Deadline.nanos(within), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the thread of " + name);
        } catch (TimeoutException e) {
            requireHealthy();
            throw new IllegalStateException("the thread of " + name + " does not answer", e);
        }
    }

    /** Frees the port; connections last. */
    public final void stopListening() {
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

    /** Listens again, on the same port, if it does not listen now. */
    protected final void listenAgain() throws IOException {
        if (listener == null) {
            listenOn(port);
        }
    }

    /** Whether it accepts connections from now on; if not, they wait for it in the system. */
    protected final void accepts(boolean on) {
        accepts = on;
        if (listener != null) {
            requireNonNull(listener.keyFor(selector)).interestOps(acceptance());
        }
    }

    private int listenOn(int wanted) throws IOException {
        ServerSocketChannel opened = Loopback.listen(wanted, 0);
        try {
            opened.register(selector, acceptance());
            listener = opened;
            return ((InetSocketAddress) opened.getLocalAddress()).getPort();
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private int acceptance() {
        return accepts ? SelectionKey.OP_ACCEPT : 0;
    }

    // --- what a subclass does with connections

    /** A connection has been accepted; it does not block, and nobody looks after it until it is registered. */
    protected abstract void accepted(SocketChannel channel, String title) throws IOException;

    /**
     * The selector says that something can be done for a connection.
     *
     * @param key what it was registered under, by now perhaps cancelled
     * @param scratch room to read into, whose contents are nobody's
     */
    protected abstract void ready(SelectionKey key, ByteBuffer scratch) throws IOException;

    /** All that was ready and asked for is done: does what is due, and answers after how many nanoseconds more will be. */
    protected abstract long turn();

    /** The thread ends, in whatever way: ends all connections. */
    protected abstract void ending();

    /** Has the selector watch a connection. */
    protected final SelectionKey register(SocketChannel channel, int interest) throws ClosedChannelException {
        return channel.register(selector, interest);
    }

    // --- the thread

    private void loop() {
        ByteBuffer scratch = ByteBuffer.allocate(READ_AT_ONCE);
        try {
            long wait = NEVER;
            while (!isClosing) {
                select(wait);
                // A copy, since what is done for one connection can close the port, which takes its key out of the set.
                List<SelectionKey> selected = List.copyOf(selector.selectedKeys());
                selector.selectedKeys().clear();
                for (SelectionKey key : selected) {
                    if (key.channel() instanceof ServerSocketChannel) {
                        accept();
                    } else {
                        ready(key, scratch);
                    }
                }
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                wait = turn();
                // Whoever stops listening in his turn swallows the wake-up of a task that has come meanwhile.
                wait = tasks.isEmpty() ? wait : 0;
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } finally {
            end();
        }
    }

    /** What fails in between keeps nothing open. */
    private void end() {
        try {
            stopListening();
        } finally {
            try {
                ending();
            } finally {
                closeSelector();
            }
        }
    }

    private void select(long waitNanos) throws IOException {
        if (waitNanos == NEVER) {
            selector.select();
        } else if (waitNanos > 0) {
            selector.select((waitNanos + 999_999) / 1_000_000);
        } else {
            selector.selectNow();
        }
    }

    private void accept() throws IOException {
        ServerSocketChannel open = listener;
        SocketChannel channel = open == null ? null : open.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            accepted++;
            accepted(channel, accepted == 1 ? name : name + "#" + accepted);
        }
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot close its selector", e);
        }
    }

    /** Ends the thread, and all connections with it; the second time nothing happens. */
    public final void close() {
        isClosing = true;
        selector.wakeup();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while " + name + " was closing");
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("the thread of " + name + " does not end");
        }
    }
}
