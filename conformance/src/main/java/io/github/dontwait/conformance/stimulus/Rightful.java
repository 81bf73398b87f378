package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.wire.Mechanism;
import java.util.ArrayList;
import java.util.List;

/** Those who may come in. */
public final class Rightful {

    private static final int LONG = 70_000;

    private Rightful() {}

    /** Requires that all of them are let in, one beside the other, and get what they sent. */
    public static void expectServed(Bench bench, Access access) throws InterruptedException {
        Peers peers = bench.peersOf(bench.shared(access.settings()));
        List<Peer> all = new ArrayList<>();
        int number = 0;
        for (Mechanism mechanism : access.rightful()) {
            String name = access.word() + "-" + ++number;
            all.add(peers.peer(PeerOptions.dealer("dealer-with-" + name)
                    .withRoutingId(bench.routingId("dealer-" + name))
                    .withMechanism(mechanism)));
            all.add(peers.peer(PeerOptions.anonymous("anonymous-with-" + name).withMechanism(mechanism)));
            all.add(peers.peer(PeerOptions.req("req-with-" + name).withMechanism(mechanism)));
        }
        for (int turn = 0; turn < 2; turn++) {
            for (Peer peer : all) {
                Message request = Message.of(peer.name(), "", "turn " + turn);
                peer.send(request);
                peer.expect(request);
            }
        }
        Message large = Message.of(Frame.text("large"), Frame.filled(LONG, 'l'), Frame.empty());
        Peer first = all.get(0);
        first.send(large);
        first.expect(large);
    }
}
