package io.github.dontwait.conformance.mutant;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Connections on one selector and one I/O thread; the application's thread exchanges whole messages with it. What the
 * application may call says so; every other method runs on the I/O thread.
 */
public abstract class MiniSocket extends Connections implements AutoCloseable {

    private static final long LOOK_AT_DEADLINES_MS = 10;
    private static final long LONGEST_SELECT_MS = 1_000;
    private static final long PATIENCE_SECONDS = 5;
    private static final long GRACE_MS = 500;

    /** A message came, or the application is to look at something else. */
    final Condition changed = lock.newCondition();

    private volatile @Nullable Selector selector;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final Thread thread;
    private SocketOptions options;
    private boolean isPoked;
    volatile boolean isClosed;
    private volatile @Nullable Throwable death;

    MiniSocket(SocketOptions options) {
        this.options = options;
        thread = new Thread(this::runIo, getClass().getSimpleName() + "-io");
        thread.setDaemon(true);
    }

    /** The selector, opened when it is first needed: a socket that never opens holds nothing. */
    final Selector selector() throws IOException {
        Selector open = selector;
        if (open == null) {
            open = Selector.open();
            selector = open;
        }
        return open;
    }

    /** Begins to work; the selector is there. */
    final void startIo(SocketOptions told) {
        options = told;
        thread.start();
    }

    @Override
    protected final SocketOptions options() {
        return options;
    }

    // ---- the I/O thread

    private void runIo() {
        try {
            openBuffers();
            while (!isClosed) {
                long wait = hasDeadlines() ? Math.min(LOOK_AT_DEADLINES_MS, nextDutyMillis()) : nextDutyMillis();
                selector().select(this::onKey, Math.max(1, wait));
                isWoken.set(false);
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                onTurn();
                closeOverdue();
            }
            release();
        } catch (IOException | RuntimeException | Error e) {
            // Whoever still has a connection hangs, as with a library whose I/O thread is lost; close() cleans up.
            death = e;
        }
    }

    private void release() throws IOException {
        for (Link link : List.copyOf(links)) {
            close(link);
        }
        onReleased();
        Selector open = selector;
        if (open != null) {
            open.close();
        }
    }

    /** Everything else that the socket holds is to be closed. */
    void onReleased() throws IOException {}

    /** What ended the I/O thread, if something did. */
    public final @Nullable Throwable death() {
        return death;
    }

    /** Milliseconds to the next duty of the I/O thread. */
    long nextDutyMillis() {
        return LONGEST_SELECT_MS;
    }

    /** Each turn of the I/O thread. */
    void onTurn() {}

    final void onKey(SelectionKey key) {
        if (!(key.attachment() instanceof Link link)) {
            onAcceptable();
            return;
        }
        try {
            if (key.isValid() && key.isConnectable()) {
                onConnectable(link);
            }
            if (key.isValid() && key.isWritable()) {
                onWritable(link);
            }
            if (key.isValid() && key.isReadable()) {
                onReadable(link);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            onFailure(link, e);
        }
    }

    /** Somebody connects; only for a socket that listens. */
    void onAcceptable() {}

    /** A connection that this side began is there, or failed. */
    void onConnectable(Link link) throws IOException {}

    /** Makes a link of a channel that is connected, and begins to talk. */
    protected final Link adopt(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        Link link = new Link(channel);
        links.add(link);
        link.key = channel.register(selector(), SelectionKey.OP_READ, link);
        begin(link);
        return link;
    }

    // ---- what any thread may call

    /** Lets the I/O thread do something soon. */
    protected final void later(Runnable task) {
        tasks.add(task);
        wakeIo();
    }

    final void wakeIo() {
        Selector open = selector;
        if (open != null && isWoken.compareAndSet(false, true)) {
            open.wakeup();
        }
    }

    /** Waits until the I/O thread has done something; false if it did not within some seconds, or is dead. */
    final boolean doAndWait(Runnable task) {
        CountDownLatch done = new CountDownLatch(1);
        later(() -> {
            task.run();
            done.countDown();
        });
        try {
            return done.await(PATIENCE_SECONDS, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Makes {@link #awaitInput} return, now or next time. */
    public final void wakeup() {
        lock.lock();
        try {
            isPoked = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a message is there to be taken; the caller holds the lock. */
    abstract boolean hasInput();

    /**
     * Waits for a message, as a poller does; the application's thread.
     *
     * @return whether one is there
     * @throws Ended if the socket was closed
     */
    public boolean awaitInput(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!hasInput() && !isPoked && !isClosed && left > 0) {
                left = changed.awaitNanos(left);
            }
            isPoked = false;
            checkOpen();
            return hasInput();
        } catch (InterruptedException e) {
            throw new Ended();
        } finally {
            lock.unlock();
        }
    }

    final void checkOpen() {
        if (isClosed) {
            throw new Ended();
        }
    }

    /** Closes everything at once, as the death of a process does; harmless when repeated. Any thread but the I/O one. */
    @Override
    public void close() {
        isClosed = true;
        wakeup();
        isWoken.set(false);
        wakeIo();
        try {
            thread.join(GRACE_MS);
            if (thread.isAlive()) {
                // A mutant waits on it.
                thread.interrupt();
                thread.join(SECONDS.toMillis(PATIENCE_SECONDS));
            }
            if (!thread.isAlive()) {
                release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a model socket", e);
        }
    }
}
