package io.github.dontwait.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends a loop's wait from any thread. A pipe rather than a ZeroMQ socket, because a socket belongs to one thread; and
 * non-blocking at both ends, because a blocking one is closed for all when an interrupted thread writes to it.
 */
final class Wakeup implements AutoCloseable {

    private final Pipe pipe;
    private final AtomicBoolean pending = new AtomicBoolean();
    private final ByteBuffer trash = ByteBuffer.allocate(64);

    Wakeup() {
        try {
            pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            pipe.sink().configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the pipe that wakes the loop", e);
        }
    }

    /** Ends the present wait, or the next one. Any thread; never waits; several calls may count as one. */
    void wake() {
        if (pending.compareAndSet(false, true)) {
            try {
                pipe.sink().write(ByteBuffer.allocate(1));
            } catch (IOException loopHasClosedIt) {
                // Nobody is left to be woken.
            }
        }
    }

    /** What to poll for reading. */
    SelectableChannel channel() {
        return pipe.source();
    }

    /**
     * Takes note that the wait has ended. To be called before looking for what was announced: an announcement made
     * after the look writes to the pipe again.
     */
    void clear() {
        trash.clear();
        try {
            pipe.source().read(trash);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the pipe that wakes the loop", e);
        }
        pending.set(false);
    }

    @Override
    public void close() {
        try {
            pipe.sink().close();
            pipe.source().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the pipe that wakes the loop", e);
        }
    }
}
