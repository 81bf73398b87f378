package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.transcript.ResourceUse;
import java.time.Duration;

/** What a subject uses while it has nothing to do. */
final class IdleUse {

    private IdleUse() {}

    /** Requires that over the window it uses less than this share of one core. */
    static void expectBelow(Bench bench, double share, Duration window, String when) {
        Peer quiet = bench.dealer("quiet");
        quiet.send("ping");
        quiet.expect("ping");
        ResourceUse before = bench.resources();
        long begin = System.nanoTime();
        quiet.expectSilence(window);
        ResourceUse after = bench.resources();
        long nanos = System.nanoTime() - begin;
        double used = (double) after.cpuTime().minus(before.cpuTime()).toNanos() / nanos;
        String percent = Math.round(used * 1000) / 10.0 + " % of a core";
        bench.note("idle, it used " + percent);
        if (used >= share) {
            throw bench.failed(
                    "the subject to use less than " + Math.round(share * 100) + " % of a core " + when + ", over "
                            + window.toMillis() + " ms",
                    "it used " + percent);
        }
    }
}
