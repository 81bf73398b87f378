package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;

/**
 * How many requests a subject has handled, by its own count: {@code handled} of {@code $stats}. Of a subject that does not
 * count nothing is known, and nobody waits for it.
 */
public final class HandledCount {

    /** A subject that has handled nothing for so long has nothing to handle, or will not. */
    private static final Duration STALLED = Duration.ofMillis(500);

    private final Bench bench;
    private final Peer watch;
    private final long before;
    private long asked;

    private HandledCount(Bench bench, Peer watch) {
        this.bench = bench;
        this.watch = watch;
        this.before = told();
    }

    /**
     * Begins to count.
     *
     * @param watch a peer that nobody else uses
     */
    public static HandledCount begin(Bench bench, Peer watch) {
        return new HandledCount(bench, watch);
    }

    /** Waits until so many requests of others were handled since the beginning, or none for half a second. */
    public void await(long count) {
        if (!bench.declares(Capability.STATS)) {
            return;
        }
        Countdown patience = Countdown.of(bench.timeouts().arrival());
        Countdown stalled = Countdown.of(STALLED);
        long handled = 0;
        while (handled < count && !patience.left().isZero() && !stalled.left().isZero()) {
            asked++;
            long now = told() - before - asked;
            if (now > handled) {
                handled = now;
                stalled = Countdown.of(STALLED);
            }
        }
        bench.note("by its own count it has handled " + handled + " of " + count);
    }

    private long told() {
        return bench.declares(Capability.STATS) ? bench.stats(watch).getOrDefault("handled", 0L) : 0;
    }
}
