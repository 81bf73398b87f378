package io.github.dontwait.conformance.run;

import io.github.dontwait.conformance.RuleInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs rules on several threads. One lane takes the rules that share a subject, in order; the others take those with a
 * subject of their own, which mostly wait for it to start, to stop, or to do nothing for a while.
 */
final class Lanes {

    private static final long PATIENCE_SECONDS = 15;

    private final Deque<RuleInfo> sharing = new ArrayDeque<>();
    private final Deque<RuleInfo> owning = new ArrayDeque<>();

    private Lanes(List<RuleInfo> rules) {
        for (RuleInfo rule : rules) {
            (rule.rule().fresh() ? owning : sharing).add(rule);
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
     * @throws InterruptedException if the calling thread was interrupted; the lanes have then been interrupted too, and
     *     have ended
     * @throws IllegalStateException if a task threw an error; the other lanes have then done what was left
     */
    static void run(List<RuleInfo> rules, int threads, Task task) throws InterruptedException {
        Lanes lanes = new Lanes(rules);
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
                        task.run(rule);
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

    private synchronized @Nullable RuleInfo next(boolean prefersSharing) {
        Deque<RuleInfo> first = prefersSharing ? sharing : owning;
        Deque<RuleInfo> second = prefersSharing ? owning : sharing;
        return Optional.ofNullable(first.poll()).orElseGet(second::poll);
    }
}
