package io.github.dontwait.conformance.run;

import io.github.dontwait.conformance.RuleInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs rules on several threads. Those that share a subject run one at a time, and one lane looks for them first; the others
 * look first for those with a subject of their own, which mostly wait for it to start, to stop, or to do nothing for a
 * while. No rule with a time in its sentence runs beside one that keeps the processors busy.
 */
final class Lanes {

    private static final long PATIENCE_SECONDS = 15;

    private final Predicate<RuleInfo> shares;
    private final List<RuleInfo> sharing = new ArrayList<>();
    private final List<RuleInfo> owning = new ArrayList<>();
    private final List<RuleInfo> running = new ArrayList<>();

    private Lanes(List<RuleInfo> rules, Predicate<RuleInfo> shares, int threads) {
        this.shares = shares;
        rules.forEach(rule -> (shares.test(rule) ? sharing : owning).add(rule));
        if (threads > 1) {
            // The first, since those that may not run beside them are many, and can all run beside each other then.
            owning.sort(Comparator.comparing((RuleInfo rule) -> !rule.rule().heavy()));
        }
    }

    /** What is done with a rule. */
    @FunctionalInterface
    interface Task {
        void run(RuleInfo rule) throws InterruptedException;
    }

    /**
     * Returns when all rules have been run.
     *
     * @param threads how many lanes there are, at least 1
     * @param shares whether a rule shares its subject with the others of which that is said
     * @throws InterruptedException if the calling thread was interrupted; the lanes have then been interrupted too, and
     *     have ended
     * @throws IllegalStateException if a task threw an error; the other lanes have then done what was left
     */
    static void run(List<RuleInfo> rules, int threads, Predicate<RuleInfo> shares, Task task)
            throws InterruptedException {
        Lanes lanes = new Lanes(rules, shares, threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "dontwait-lane");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int lane = 0; lane < threads; lane++) {
                boolean prefersSharing = lane == 0;
                running.add(executor.submit(() -> {
                    for (RuleInfo rule = lanes.next(prefersSharing); rule != null; rule = lanes.next(prefersSharing)) {
                        try {
                            task.run(rule);
                        } finally {
                            lanes.ended(rule);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> lane : running) {
                lane.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a lane ended: " + e.getCause(), e.getCause());
        } finally {
            executor.shutdownNow();
            awaitEnd(executor);
        }
    }

    /** Nobody may take subjects away, or end the session, under a lane that is still at work. */
    private static void awaitEnd(ExecutorService executor) {
        try {
            executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // The first interruption is already on its way to the caller.
            Thread.currentThread().interrupt();
        }
    }

    /** Waits while none of those that are left may run beside those that run; null if none is left. */
    private synchronized @Nullable RuleInfo next(boolean prefersSharing) throws InterruptedException {
        while (!sharing.isEmpty() || !owning.isEmpty()) {
            Optional<RuleInfo> next = prefersSharing
                    ? take(sharing).or(() -> take(owning))
                    : take(owning).or(() -> take(sharing));
            if (next.isPresent()) {
                return next.get();
            }
            wait();
        }
        return null;
    }

    private Optional<RuleInfo> take(List<RuleInfo> rules) {
        Optional<RuleInfo> found = rules.stream()
                .filter(rule -> running.stream().allMatch(other -> mayRunBeside(rule, other)))
                .findFirst();
        found.ifPresent(rule -> {
            rules.remove(rule);
            running.add(rule);
        });
        return found;
    }

    private boolean mayRunBeside(RuleInfo one, RuleInfo other) {
        boolean bothShare = shares.test(one) && shares.test(other);
        boolean oneIsDisturbed =
                one.rule().heavy() && isDisturbed(other) || other.rule().heavy() && isDisturbed(one);
        return !bothShare && !oneIsDisturbed;
    }

    private static boolean isDisturbed(RuleInfo rule) {
        return rule.rule().timed() || rule.rule().heavy();
    }

    private synchronized void ended(RuleInfo rule) {
        running.remove(rule);
        notifyAll();
    }
}
