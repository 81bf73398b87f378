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
        Use use = new Use(1, 0);
        for (int i = 0; i < WINDOWS && use.wanted() >= share; i++) {
            use = over(bench, quiet, window);
            bench.note("idle, it used " + percent(use.got())
                    + (use.denied() * 100 < 1 ? "" : ", and wanted " + percent(use.denied()) + " more"));
        }
        if (use.got() >= share) {
            throw bench.failed(
                    "the subject to use less than " + percent(share) + " " + when + ", over " + window.toMillis()
                            + " ms",
                    "it used " + percent(use.got()) + ", and hardly less in the " + (WINDOWS - 1) + " windows before");
        }
        if (use.wanted() >= share) {
            throw bench.inconclusive("idle, it used " + percent(use.got())
                    + ", but its threads waited for a processor for " + percent(use.denied())
                    + ": nobody can tell what it would use on a machine with time to spare");
        }
    }

    /** What it got of a processor, and what it would have taken besides, as shares of one. */
    private record Use(double got, double denied) {

        double wanted() {
            return got + denied;
        }
    }

    private static Use over(Bench bench, Peer quiet, Duration window) {
        ResourceUse before = bench.resources();
        Duration waitedBefore = bench.waitedForProcessor();
        long begin = System.nanoTime();
        quiet.expectSilence(window);
        ResourceUse after = bench.resources();
        Duration waited = bench.waitedForProcessor().minus(waitedBefore);
        double passed = System.nanoTime() - begin;
        return new Use(
                after.cpuTime().minus(before.cpuTime()).toNanos() / passed,
                // Less than nothing where a thread has ended meanwhile.
                Math.max(0, waited.toNanos()) / passed);
    }

    private static String percent(double share) {
        return Math.round(share * 1000) / 10.0 + " % of a core";
    }
}
