package io.github.dontwait.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import zmq.ZError;
import zmq.util.Errno;

/**
 * One poller with a handler for each thing that it watches: it waits for all of them at once, for a bounded time, and
 * then calls the handler of <em>each</em> one that is ready. Confined to one thread.
 *
 * <p>It is a selector and not a {@link ZMQ.Poller}, which would be shorter, because that of JeroMQ 0.6.0 can spin. A
 * channel that was ready once counts there as ready again whenever a socket is rung. And a socket is asked without a pause
 * for what it was rung for, which keeps the processor from the I/O thread that has rung and is about to put it there.
 */
public final class Reactor implements AutoCloseable {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Too short to be noticed, and long enough for an I/O thread that has rung to go on. */
    private static final long REST_NANOS = 50_000;

    private final Selector selector;
    private final List<Entry> entries = new ArrayList<>();
    private final Runnable onInterrupt;

    /**
     * A reactor that watches nothing yet.
     *
     * @param onInterrupt called by {@link #turn(long)} if the thread is interrupted; that takes the interrupt, so
     *     nobody else will hear of it
     */
    public Reactor(Runnable onInterrupt) {
        this.onInterrupt = onInterrupt;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector", e);
        }
    }

    /** Calls the handler whenever the socket has a message. It is called again as long as one is left. */
    public void onReadable(ZMQ.Socket socket, Runnable handler) {
        register(socket.getFD(), socket, handler);
    }

    /** Calls the handler whenever the channel, which must be non-blocking, has something to read. */
    public void onReadable(SelectableChannel channel, Runnable handler) {
        register(channel, null, handler);
    }

    private void register(SelectableChannel channel, ZMQ.@Nullable Socket socket, Runnable handler) {
        try {
            entries.add(new Entry(channel.register(selector, SelectionKey.OP_READ), socket, handler));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot watch " + channel, e);
        }
    }

    /**
     * Waits until something is ready, but no longer than that, and calls the handlers of all that is.
     *
     * @param waitMillis at most; zero looks without waiting, -1 waits until something is ready
     * @return how many handlers were called
     * @throws IllegalStateException if the context was closed meanwhile
     */
    public int turn(long waitMillis) {
        long start = System.nanoTime();
        // The first look does not wait: a message rings once, maybe long ago.
        long left = 0;
        while (true) {
            boolean rung = select(left);
            if (Thread.interrupted()) {
                onInterrupt.run();
                return 0;
            }
            int called = dispatch();
            left = waitMillis < 0 ? waitMillis : millisLeft(start, waitMillis);
            if (called > 0 || left == 0) {
                return called;
            }
            if (rung) {
                rest();
            }
        }
    }

    private static long millisLeft(long startNanos, long waitMillis) {
        long gone = System.nanoTime() - startNanos;
        return roundedUp(Math.max(0, TimeUnit.MILLISECONDS.toNanos(waitMillis) - gone));
    }

    /** Whole milliseconds, at least that long: a wait that is rounded down ends too early and is waited again and again. */
    static long roundedUp(long nanos) {
        return nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI == 0 ? 0 : 1);
    }

    private boolean select(long millis) {
        try {
            if (millis == 0) {
                selector.selectNow();
            } else {
                // Here it is zero that means without end.
                selector.select(Math.max(0, millis));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot wait", e);
        }
        return !selector.selectedKeys().isEmpty();
    }

    /** After a ring for nothing that concerns anybody here, or one that came too early. */
    private static void rest() {
        LockSupport.parkNanos(REST_NANOS);
    }

    private int dispatch() {
        int called = 0;
        for (Entry entry : entries) {
            boolean rung = selector.selectedKeys().remove(entry.key);
            if (entry.socket == null ? rung : hasMessage(entry.socket)) {
                entry.handler.run();
                called++;
            }
        }
        return called;
    }

    /** A ring says that there may be something; only the socket knows. */
    private static boolean hasMessage(ZMQ.Socket socket) {
        int events = socket.getEvents();
        if (events < 0) {
            if (!new Errno().is(ZError.EINTR)) {
                throw new IllegalStateException("the context was closed under a running loop; stop its actor first");
            }
            // Interrupted just now: the next look takes note of it.
            NonBlockingSocket.clearInterrupt();
            Thread.currentThread().interrupt();
            return false;
        }
        // A mask, not a value: other events may be set as well.
        return (events & ZMQ.Poller.POLLIN) != 0;
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the selector", e);
        }
    }

    private record Entry(SelectionKey key, ZMQ.@Nullable Socket socket, Runnable handler) {}
}
