package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.peer.Peers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Peers without a routing id that come when others, whose requests were open, have gone. */
public final class Successors {

    private static final int PEERS = 8;
    private static final int OPEN = 20;
    private static final String DUE_MS = "200";

    /** After all that those before had deferred. */
    private static final String FENCE_MS = "300";

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final List<Peer> peers;

    private Successors(List<Peer> peers) {
        this.peers = peers;
    }

    /** Those of peers that left one by one, each before its replies. */
    public static Successors afterUnnamed(Bench bench) {
        List<Peer> next = new ArrayList<>();
        for (int i = 1; i <= PEERS; i++) {
            Peer before = bench.anonymous("before-" + i);
            ask(bench, before, i);
            if (i % 2 == 0) {
                before.reset();
            } else {
                before.disconnect();
            }
            Peer after = bench.anonymous("after-" + i);
            after.send("mine", Integer.toString(i));
            next.add(after);
        }
        return new Successors(next);
    }

    /** Those of peers whose requests were open when the subject was killed; it is started again at the same place. */
    public static Successors ofTheRestarted(Bench bench) throws InterruptedException {
        for (int i = 1; i <= PEERS; i++) {
            Peer before = bench.anonymous("before-" + i);
            // Once answered, they all have a routing id that the subject knows.
            before.send("here I am");
            before.expect("here I am");
            ask(bench, before, i);
        }
        if (bench.declares(Capability.DEFER)) {
            // Until they have been taken.
            bench.expectNothingElse(bench.dealer("fence"));
            bench.awaitEnd(PAUSE);
        }
        bench.kill();
        Peers again = bench.peersOf(bench.restart());
        List<Peer> next = new ArrayList<>();
        for (int i = 1; i <= PEERS; i++) {
            Peer after = again.peer(
                    PeerOptions.dealer("after-" + i).withRoutingId(null).connectPatiently());
            after.send("mine", Integer.toString(i));
            next.add(after);
        }
        return new Successors(next);
    }

    private static void ask(Bench bench, Peer peer, int number) {
        if (bench.declares(Capability.DEFER)) {
            peer.send("$defer", DUE_MS, "not yours", "of " + number);
        }
        for (int k = 1; k <= OPEN; k++) {
            peer.send("not yours", "request " + k + " of " + number);
        }
    }

    /** Requires that each is told what it asked itself, and nothing else. */
    public void expectOnlyTheirOwn(Bench bench) {
        for (int i = 1; i <= peers.size(); i++) {
            expect(bench, peers.get(i - 1), Message.of("mine", Integer.toString(i)));
        }
        if (bench.declares(Capability.DEFER)) {
            peers.forEach(peer -> peer.send(fence(peer, "$defer", FENCE_MS)));
            peers.forEach(peer -> expect(bench, peer, fence(peer, "$defer", FENCE_MS)));
        }
        // Asked again now: what was left over may wait for a message before it is handed to somebody.
        peers.forEach(peer -> peer.send(fence(peer)));
        peers.forEach(peer -> expect(bench, peer, fence(peer)));
    }

    private static Message fence(Peer peer, String... before) {
        return Message.of(Stream.concat(Stream.of(before), Stream.of("fence of " + peer.name()))
                .toArray(String[]::new));
    }

    private static void expect(Bench bench, Peer peer, Message own) {
        Optional<Message> came = peer.poll(bench.timeouts().arrival());
        if (came.isEmpty() || !came.get().equals(own)) {
            throw bench.failed(
                    peer + ", who came later, to receive only what it asked for itself: " + own,
                    came.map(message -> "received " + message)
                            .orElse(peer.isClosed() ? "its connection ended" : "nothing came"));
        }
    }
}
