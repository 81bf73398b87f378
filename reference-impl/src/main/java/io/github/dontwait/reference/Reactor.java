package io.github.dontwait.reference;

import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.ZError;
import zmq.util.Errno;

/**
 * One poller with a handler for each thing that it watches: it waits for all of them at once, for a bounded time, and
 * then calls the handler of <em>each</em> one that is ready. Confined to one thread.
 */
public final class Reactor implements AutoCloseable {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ZMQ.Poller poller;
    private final List<Entry> entries = new ArrayList<>();
    private final Runnable onInterrupt;

    /**
     * A reactor that watches nothing yet.
     *
     * @param onInterrupt called by {@link #turn(long)} if the thread is interrupted; JeroMQ swallows the interrupt, so
     *     nobody else will hear of it
     */
    public Reactor(ZContext context, Runnable onInterrupt) {
        this.poller = context.createPoller(3);
        this.onInterrupt = onInterrupt;
    }

    /** Calls the handler whenever the socket has a message. It is called again as long as one is left. */
    public void onReadable(ZMQ.Socket socket, Runnable handler) {
        entries.add(new Entry(poller.register(socket, ZMQ.Poller.POLLIN), handler));
    }

    /** Calls the handler whenever the channel, which must be non-blocking, has something to read. */
    public void onReadable(SelectableChannel channel, Runnable handler) {
        entries.add(new Entry(poller.register(channel, ZMQ.Poller.POLLIN), handler));
    }

    /**
     * Waits until something is ready, but no longer than that, and calls the handlers of all that is.
     *
     * @param waitMillis at most; zero looks without waiting, -1 waits until something is ready
     * @return how many handlers were called
     * @throws IllegalStateException if the context was closed meanwhile
     */
    public int turn(long waitMillis) {
        int ready = poller.poll(waitMillis);
        if (ready < 0) {
            endEarly();
        }
        return ready > 0 ? dispatch() : 0;
    }

    /** Whole milliseconds, at least that long: a wait that is rounded down ends too early and is waited again and again. */
    static long roundedUp(long nanos) {
        return (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    }

    private void endEarly() {
        if (!new Errno().is(ZError.EINTR)) {
            throw new IllegalStateException("the context was closed under a running loop; stop its actor first");
        }
        NonBlockingSocket.clearInterrupt();
        onInterrupt.run();
    }

    private int dispatch() {
        int called = 0;
        for (Entry entry : entries) {
            // A mask, not a value: other events may be set as well.
            if ((poller.getItem(entry.index).readyOps() & ZMQ.Poller.POLLIN) != 0) {
                entry.handler.run();
                called++;
            }
        }
        return called;
    }

    @Override
    public void close() {
        poller.close();
    }

    private record Entry(int index, Runnable handler) {}
}
