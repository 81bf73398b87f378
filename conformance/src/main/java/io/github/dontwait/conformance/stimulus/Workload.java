package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.time.Duration;

/**
 * How much of all that a rule would ask a subject is asked of this one: everything, or what a slow one gets through in a
 * few seconds. A rule that says nothing of time must be decided for a slow subject too.
 *
 * @param whole how many requests the rule makes of a quick subject
 * @param affordable how many of them this one gets through
 */
public record Workload(int whole, int affordable) {

    private static final Duration TIME = Duration.ofSeconds(3);

    /** Who answers sooner than this while idle gets through the whole of every rule. */
    private static final Duration QUICK = Duration.ofMillis(2);

    private static final int TRIED = 8;

    /**
     * Finds it out. Who is slow while idle is tried with a few requests at once: a loop that merely sleeps while nothing
     * comes is as quick as another under load.
     */
    public static Workload of(Bench bench, int whole) {
        Duration time = Duration.ofNanos(
                (long) (TIME.toNanos() * Math.max(1, bench.timeouts().factor())));
        if (bench.introduction().idleRoundTrip().compareTo(QUICK) < 0) {
            return new Workload(whole, whole);
        }
        Peer trial = bench.peer(PeerOptions.anonymous("trial").unrecorded());
        long begin = System.nanoTime();
        Burst.of(bench, trial, "trial", TRIED).send().collect();
        long each = Math.max(1, (System.nanoTime() - begin) / TRIED);
        int affordable = (int) Math.max(1, Math.min(whole, time.toNanos() / each));
        if (affordable < whole) {
            bench.note("it needs " + each / 1_000_000 + " ms for a request: it is asked some " + affordable
                    + " times instead of " + whole);
        }
        return new Workload(whole, affordable);
    }

    /** Of so many requests that belong together the share that is made; 2 at least, or there were no order to see. */
    public int share(int wanted) {
        return (int) Math.max(Math.min(2, wanted), (long) wanted * affordable / whole);
    }
}
