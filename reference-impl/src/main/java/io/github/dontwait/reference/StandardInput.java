package io.github.dontwait.reference;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notices the end of standard input, which is the stop request where there is no SIGTERM. An input that had ended before
 * anybody asked, as {@code /dev/null} has, counts as none.
 */
final class StandardInput implements AutoCloseable {

    private static final long CLOSING_MILLIS = 100;

    // A channel, because its reader can be interrupted: a JVM does not exit for 0.3 s while a thread is in a plain
    // read.
    private final FileChannel input = new FileInputStream(FileDescriptor.in).getChannel();
    private final Thread reader = new Thread(this::readToTheEnd, "standard-input");
    private boolean ended;
    private @Nullable Runnable whenEnded;

    /** Begins to read, on a daemon thread; what is read is thrown away. */
    void watch() {
        reader.setDaemon(true);
        reader.start();
    }

    /** Runs that at the end of the input, on the reading thread, unless the input has ended already. */
    synchronized void whenEnded(Runnable task) {
        whenEnded = ended ? null : task;
    }

    /** Ends the reading, if it is still going on, without any consequence. */
    @Override
    public void close() {
        if (endOnce() != null) {
            reader.interrupt();
            try {
                TimeUnit.MILLISECONDS.timedJoin(reader, CLOSING_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void readToTheEnd() {
        ByteBuffer unused = ByteBuffer.allocateDirect(256);
        try {
            while (input.read(unused) >= 0) {
                unused.clear();
            }
        } catch (IOException closed) {
            // A closed input has ended, too.
        }
        Runnable task = endOnce();
        if (task != null) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable endOnce() {
        Runnable task = ended ? null : whenEnded;
        ended = true;
        return task;
    }
}
