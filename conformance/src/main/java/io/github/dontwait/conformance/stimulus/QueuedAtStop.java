package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Requests that are queued in the subject's socket when it is asked to stop, no more than it can answer in time. */
public final class QueuedAtStop {

    private static final int MOST = 300;

    /** With {@link #WORK_MS} well within the linger and the second that it has to end. */
    private static final Duration TAKEN = Duration.ofMillis(900);

    /** What they work together; less than half of it is done when the stop request comes. */
    private static final int WORK_MS = 300;

    /** What was sent 100 ms or more before the stop request counts as queued. */
    private static final Duration UNTIL_QUEUED = Duration.ofMillis(120);

    /** The end is due after 2 s, whatever is left undone then. */
    private static final Duration NEARLY_DUE = Duration.ofMillis(1_800);

    private final Bench bench;
    private final List<Burst> bursts;
    private long stopNanos;

    private QueuedAtStop(Bench bench) {
        this.bench = bench;
        int each = Math.max(1, bench.introduction().affordable(MOST, TAKEN) / 2);
        String millis = Integer.toString(WORK_MS / (2 * each));
        this.bursts = Stream.of("alice", "bob")
                .map(name -> Burst.of(
                        bench, bench.dealer(name), each, n -> Message.of("$work", millis, name, "request " + n)))
                .toList();
    }

    /** Has two peers ask for work, all at once, and asks for the stop in the middle of it. Needs the capability work. */
    public static QueuedAtStop ask(Bench bench) throws InterruptedException {
        QueuedAtStop queued = new QueuedAtStop(bench);
        queued.bursts.forEach(Burst::sendAtOnce);
        bench.awaitEnd(UNTIL_QUEUED);
        queued.stopNanos = System.nanoTime();
        bench.requestStop();
        return queued;
    }

    /** Requires each reply once; undecided where some are missing because the time to end was over. */
    public void expectReplies() throws InterruptedException {
        bursts.forEach(Burst::collectToTheEnd);
        bursts.forEach(Burst::requireOnce);
        if (bursts.stream().anyMatch(burst -> !burst.isComplete())) {
            bench.awaitEnd(bench.timeouts().arrival());
            requireTimeLeft();
        }
        bursts.forEach(Burst::requireComplete);
    }

    private void requireTimeLeft() {
        CompletableFuture<RunningSubject.Exit> exit = bench.subject().onExit().toCompletableFuture();
        if (!exit.isDone()) {
            return;
        }
        long millis = (exit.join().atNanos() - stopNanos) / 1_000_000;
        if (millis >= NEARLY_DUE.toMillis()) {
            throw bench.inconclusive(
                    "it ended " + millis
                            + " ms after the stop request, when it had to: whether it would have answered the rest is not known");
        }
    }
}
