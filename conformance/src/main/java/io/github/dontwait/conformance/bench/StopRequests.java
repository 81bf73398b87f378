package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.RunningSubject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a rule asks of the subject's end: that it stops, once or more often, and that it has ended in time. */
final class StopRequests {

    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final Duration STOP_GAP = Duration.ofMillis(100);

    private final AnyBench bench;
    private final RunningSubject subject;
    private volatile long firstNanos;
    private @Nullable Thread last;

    StopRequests(AnyBench bench, RunningSubject subject) {
        this.bench = bench;
        this.subject = subject;
    }

    /** When the first was made, as {@link System#nanoTime()} tells it; zero before. */
    long firstNanos() {
        return firstNanos;
    }

    /** Makes one, after those before; returns at once. */
    void request() {
        if (firstNanos == 0) {
            firstNanos = System.nanoTime();
        }
        bench.note("stop requested");
        Thread before = last;
        Thread asking = new Thread(() -> stopAfter(before), "dontwait-stop");
        asking.setDaemon(true);
        last = asking;
        asking.start();
    }

    /** Waits until the latest has been made, this long at most; false if it has not, or none was begun. */
    boolean awaitMade(Duration patience) throws InterruptedException {
        Thread asking = last;
        if (asking == null) {
            return false;
        }
        // Zero would mean for ever.
        asking.join(Math.max(1, patience.toMillis()));
        return !asking.isAlive();
    }

    private void stopAfter(@Nullable Thread before) {
        try {
            if (before != null) {
                // Of an object in this JVM it may return only when the subject has ended; then they do overlap.
                before.join(STOP_GAP.toMillis());
            }
        } catch (InterruptedException e) {
            return;
        }
        subject.stop();
    }

    /**
     * Requires that a subject ends in time, and with exit code 0.
     *
     * @param requestedNanos when it was asked to, as {@link System#nanoTime()} tells it
     * @param inHand how long the request in hand at the stop still takes
     */
    RunningSubject.Exit expectExit(RunningSubject stopping, String name, long requestedNanos, Duration inHand)
            throws InterruptedException {
        Duration bound = inHand.plus(LINGER).plus(Duration.ofNanos((long)
                (2e9 * Math.max(1, bench.timeouts().factor()))));
        long left = requestedNanos + bound.toNanos() - System.nanoTime();
        RunningSubject.Exit exit = Exits.await(stopping, Duration.ofNanos(Math.max(0, left)))
                .orElseThrow(() -> bench.failed(
                        name + " to have ended within " + bound.toMillis()
                                + " ms after the stop request (linger 1000 ms + 1 s"
                                + (inHand.isZero() ? "" : " after the request in hand") + ", and 1 s of tolerance)",
                        "it still runs"));
        bench.note(name + " ended, " + exit + ", " + (exit.atNanos() - requestedNanos) / 1_000_000
                + " ms after the stop request");
        if (exit.code() != 0) {
            throw bench.failed(name + " to end with exit code 0 after a stop request", "it did not: " + exit);
        }
        return exit;
    }
}
