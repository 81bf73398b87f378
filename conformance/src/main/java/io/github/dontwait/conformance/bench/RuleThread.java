package io.github.dontwait.conformance.bench;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs one rule on a thread of its own, watched from outside: whatever a subject does to the rule, the run goes on.
 */
final class RuleThread {

    /** How long a rule may take to notice that its subject was killed under it. */
    private static final Duration GRACE = Duration.ofSeconds(7);

    private static final Duration LAST_GRACE = Duration.ofSeconds(2);

    private RuleThread() {}

    /** What a rule does. */
    @FunctionalInterface
    interface Task {
        void run() throws Throwable;
    }

    /**
     * Runs a task within its budget.
     *
     * @param name of the thread
     * @param budget after which the task is ended
     * @param end ends what the task waits for: kills its subjects, closes its peers
     * @return what it threw; null if it ended well
     */
    static @Nullable Throwable run(String name, Duration budget, Task task, Runnable end) throws InterruptedException {
        CompletableFuture<Optional<Throwable>> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                        done.complete(Optional.empty());
                    } catch (Throwable thrown) {
                        done.complete(Optional.of(thrown));
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        try {
            if (hasEnded(done, budget)) {
                return done.join().orElse(null);
            }
            StackTraceElement[] where = thread.getStackTrace();
            end.run();
            thread.interrupt();
            hasEnded(done, GRACE);
            return new OverBudget(budget, where);
        } catch (InterruptedException e) {
            end.run();
            thread.interrupt();
            // What it holds is needed by whoever cleans up next.
            thread.join(LAST_GRACE.toMillis());
            throw e;
        }
    }

    private static boolean hasEnded(CompletableFuture<?> done, Duration patience) throws InterruptedException {
        try {
            done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the future never fails", e);
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** The watchdog had to end the rule; the stack trace says where the rule was. */
    static final class OverBudget extends AssertionError {

        private static final long serialVersionUID = 1L;

        OverBudget(Duration budget, StackTraceElement[] where) {
            super("the rule did not end within " + budget.toSeconds() + " s; the watchdog ended its subject");
            setStackTrace(where);
        }
    }
}
