package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.util.List;
import java.util.function.Consumer;

/** Two peers that ask much at the same time. */
public final class Traffic {

    private static final int OPEN = 300;

    private Traffic() {}

    /** One with a routing id and one without; too busy for the transcript. */
    public static List<Peer> pair(Bench bench) {
        return List.of(
                bench.peer(PeerOptions.dealer("named")
                        .withRoutingId(bench.routingId("named"))
                        .unrecorded()),
                bench.peer(PeerOptions.anonymous("anonymous").unrecorded()));
    }

    /** Each asks 300 times, or the share of it that a slow subject can be asked, then each takes its replies. */
    public static void round(Bench bench, Workload workload, List<Peer> peers, int round, Consumer<Burst> judgement) {
        int open = workload.share(OPEN);
        List<Burst> bursts = peers.stream()
                .map(peer ->
                        Burst.of(bench, peer, peer.name() + "-" + round, open).send())
                .toList();
        bursts.forEach(burst -> judgement.accept(burst.collect()));
        bench.note("round " + round + ": " + peers.size() + " times " + open + " requests were judged");
    }

    /** In order, or, where the subject declares that it reorders, each reply found by what it carries. */
    public static void judge(Bench bench, Burst burst) {
        if (bench.declares(Capability.REORDERS)) {
            bench.outcome("reorders-as-declared");
            burst.requireComplete();
        } else {
            bench.outcome("in-order");
            burst.requireInOrder();
            if (burst.answered() == 0) {
                burst.requireComplete();
            }
        }
    }
}
