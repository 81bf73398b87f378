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

    /** More would only have them wait for each other: most of a run is work of the subject, and of the suite. */
    static final int THREADS = 3;

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
     * @throws InterruptedException if the calling thread was interrupted; the lanes have then been interrupted too, and
     *     have ended
     * @throws IllegalStateException if a task threw an error; the other lanes have then done what was left
     */
    static void run(List<RuleInfo> rules, Task task) throws InterruptedException {
        Lanes lanes = new Lanes(rules);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "dontwait-lane");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int lane = 0; lane < THREADS; lane++) {
                boolean prefersSharing = lane == 0;
                running.add(threads.submit(() -> {
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
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    /** Nobody may take subjects away, or end the session, under a lane that is still at work. */
    private static void awaitEnd(ExecutorService threads) {
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
