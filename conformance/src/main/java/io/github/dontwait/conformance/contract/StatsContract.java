package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Capability.FAIL;
import static io.github.dontwait.conformance.Capability.STATS;
import static io.github.dontwait.conformance.Profile.FULL;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.peer.Peer;
import java.util.Map;

/** Rules: what $stats tells is true. */
public interface StatsContract extends Contract {

    @Rule(
            id = "NBL-12",
            profile = FULL,
            says =
                    "$stats is true: handled grows by exactly what was answered, errors too, peers by those who were heard.",
            source = "subject contract, Serving, $stats",
            causes = {
                "requests are counted instead of replies, or $stats counts itself",
                "an earlier $stats is not counted: only the one being answered is left out",
                "the numbers are taken once and never again",
                "peers are counted by connection or by message"
            },
            mutants = {
                "ForgetsStatsReplies: leaves its replies to $stats out of handled",
                "LeavesErrorsOut: does not count the replies that tell of an error",
                "FreezesItsStats: tells the numbers of the first question for ever",
                "CountsPeersByMessage: counts a peer anew with every message"
            },
            needs = STATS,
            fresh = true)
    default void statsAreTrue(Bench bench) {
        Peer watch = bench.dealer("watch");
        Map<String, Long> before = bench.stats(watch);
        for (String name : new String[] {"alice", "bob", "carol"}) {
            Peer peer = bench.dealer(name);
            for (int i = 0; i < 5; i++) {
                peer.send("ping", Integer.toString(i));
                peer.expect("ping", Integer.toString(i));
            }
        }
        boolean fails = bench.declares(FAIL);
        if (fails) {
            watch.send("$fail");
            watch.expectMessage();
        }
        Map<String, Long> after = bench.stats(watch);
        // The reply to the first $stats counts too: a question leaves out only its own reply.
        expectGrowth(bench, before, after, "handled", fails ? 17 : 16);
        // Without heartbeats nothing asks a subject to remember anybody.
        if (number(bench, after, "peers") != number(bench, before, "peers")) {
            expectGrowth(bench, before, after, "peers", 3);
        }
    }

    private static void expectGrowth(
            Bench bench, Map<String, Long> before, Map<String, Long> after, String name, long wanted) {
        long growth = number(bench, after, name) - number(bench, before, name);
        if (growth != wanted) {
            throw bench.failed(
                    "\"" + name + "\" to grow by " + wanted
                            + " with 15 requests of 3 new peers, one $stats and, where it is declared, one $fail, all answered",
                    "it grew by " + growth);
        }
    }

    /** A number of {@code $stats}, which must be there. */
    static long number(Bench bench, Map<String, Long> stats, String name) {
        Long value = stats.get(name);
        if (value == null) {
            throw bench.failed("$stats to tell \"" + name + "=number\"", "it told " + stats.keySet());
        }
        return value;
    }
}
