package io.github.dontwait.reference;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Notices the end of standard input, which is the stop request where there is no SIGTERM. An input that had ended before
 * anybody asked, as {@code /dev/null} has, counts as none.
 */
final class StandardInput implements Runnable {

    private final InputStream input;
    private boolean ended;
    private @Nullable Runnable whenEnded;

    StandardInput(InputStream input) {
        this.input = input;
    }

    /** Begins to read, on a daemon thread; what is read is thrown away. */
    void watch() {
        Thread reader = new Thread(this, "standard-input");
        reader.setDaemon(true);
        reader.start();
    }

    /** Runs that at the end of the input, on the reading thread, unless it has ended already. */
    synchronized void whenEnded(Runnable task) {
        whenEnded = ended ? null : task;
    }

    @Override
    public void run() {
        byte[] unused = new byte[256];
        try {
            while (input.read(unused) >= 0) {
                // Only the end is of interest.
            }
        } catch (IOException closed) {
            // A closed input has ended, too.
        }
        Runnable task = end();
        if (task != null) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable end() {
        ended = true;
        return whenEnded;
    }
}
