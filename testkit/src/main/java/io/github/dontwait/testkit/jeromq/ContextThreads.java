package io.github.dontwait.testkit.jeromq;

import io.github.dontwait.testkit.leak.LeakCheck;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** JeroMQ's own threads of one context, and their end in bounded time. */
final class ContextThreads {

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ContextFailures failures;

    ContextThreads(ContextFailures failures) {
        this.failures = failures;
    }

    /** Makes one. */
    Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        // Whoever forgets to close the context is told of the context, not of its threads.
        LeakCheck.disown(thread);
        threads.add(thread);
        return thread;
    }

    /**
     * Ends them all; that they do not end is a failure.
     *
     * @param destroy closes JeroMQ's context, which may hang
     * @param open the sockets that were open before, which it may hang on
     */
    void end(Runnable destroy, List<CheckedSocket> open, Duration patience) {
        // In a thread of its own: it may hang, and JeroMQ's errno of this thread may be stale.
        Thread closer = new Thread(destroy, "dontwait-context-close");
        closer.setDaemon(true);
        closer.setUncaughtExceptionHandler((thread, failure) ->
                failures.add(new IllegalStateException("the JeroMQ context cannot be closed: " + failure, failure)));
        LeakCheck.disown(closer);
        closer.start();
        if (!ends(closer, patience)) {
            failures.add(
                    new IllegalStateException(
                            "the JeroMQ context is not closed after " + patience.toMillis()
                                    + " ms, and JeroMQ waits on: "
                                    + (open.isEmpty() ? "no socket was open" : lingers(open))
                                    + ". A linger of -1 waits until the peer has taken everything; set a bounded one before connecting."));
            return;
        }
        for (Thread thread : threads) {
            if (!ends(thread, patience)) {
                failures.add(new IllegalStateException(
                        thread.getName() + " of a JeroMQ context lives on after the context was closed"));
            }
        }
    }

    private static String lingers(List<CheckedSocket> sockets) {
        return sockets.stream()
                .map(socket -> socket + " made at " + socket.madeAt().get(0))
                .collect(Collectors.joining(", "));
    }

    /** Whether a thread ends within the patience; an interrupt does not shorten that. */
    static boolean ends(Thread thread, Duration patience) {
        boolean wasInterrupted = false;
        long deadline = System.nanoTime() + patience.toNanos();
        while (thread.isAlive() && System.nanoTime() < deadline) {
            try {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
