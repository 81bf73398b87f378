package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.transcript.ResourceUse;
import java.time.Duration;

/** What a subject uses while it has nothing to do. */
public final class IdleUse {

    private IdleUse() {}

    /** A runtime may still be warming up; what never ends is no warming up. */
    private static final int WINDOWS = 3;

    /** Requires that over a window it uses less than this share of one core; the last of three windows decides. */
    public static void expectBelow(Bench bench, double share, Duration window, String when) {
        Peer quiet = bench.dealer("quiet");
        quiet.send("ping");
        quiet.expect("ping");
        double used = 1;
        for (int i = 0; i < WINDOWS && used >= share; i++) {
            used = use(bench, quiet, window);
            bench.note("idle, it used " + percent(used));
        }
        if (used >= share) {
            throw bench.failed(
                    "the subject to use less than " + percent(share) + " " + when + ", over " + window.toMillis()
                            + " ms",
                    "it used " + percent(used) + ", and hardly less in the " + (WINDOWS - 1) + " windows before");
        }
    }

    private static double use(Bench bench, Peer quiet, Duration window) {
        ResourceUse before = bench.resources();
        long begin = System.nanoTime();
        quiet.expectSilence(window);
        ResourceUse after = bench.resources();
        return (double) after.cpuTime().minus(before.cpuTime()).toNanos() / (System.nanoTime() - begin);
    }

    private static String percent(double share) {
        return Math.round(share * 1000) / 10.0 + " % of a core";
    }
}
