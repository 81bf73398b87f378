package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A routing id that changes hands while a request of its earlier holder is in hand. Nobody can tell the two apart by
 * the id, so a late reply may reach the new holder; but as what it is, and nobody else.
 */
public final class NewHolder {

    private static final Duration FIRST_PATIENCE = Duration.ofMillis(250);
    private static final int FURTHER = 5;

    private final Bench bench;
    private final Unawaited unawaited;
    private final RoutingId shared;
    private final List<Message> asked = new ArrayList<>();
    private final List<Message> abandoned = new ArrayList<>();
    private final List<Message> received = new ArrayList<>();

    public NewHolder(Bench bench) {
        this.bench = bench;
        this.unawaited = new Unawaited(bench);
        this.shared = bench.routingId("holder");
    }

    /** Lets it happen and judges what came; returns whether a reply to the earlier holder reached the new one. */
    public boolean isHandedLateReplies() {
        List<Peer> similar = similar();
        Peer first = bench.peer(PeerOptions.dealer("first").withRoutingId(shared));
        List<Message> unawaitedRequests = unawaited.ask(first, "of the first holder");
        unawaited.leave(first, true);
        Peer second = served();
        for (int i = 0; i < FURTHER; i++) {
            ask(second, "further");
        }
        unawaited.awaitEnd();
        ask(second, "last");
        Message fence = asked.get(asked.size() - 1);
        while (!received.contains(fence)) {
            received.add(second.poll(bench.timeouts().arrival())
                    .orElseThrow(() -> Replies.failure(
                            bench,
                            second + ", the new holder, to receive the reply to its own:\n  " + fence,
                            second.isClosed() ? "its connection was closed" : "received nothing more")));
        }
        boolean isHanded = judge(second, unawaitedRequests);
        similar.forEach(bench::expectNothingElse);
        bench.expectNothingElse(second);
        return isHanded;
    }

    /** Connected peers whose ids resemble the shared one; each has been served. */
    private List<Peer> similar() {
        byte[] octets = shared.frame().octets();
        byte[] otherEnd = octets.clone();
        otherEnd[octets.length - 1] ^= 1;
        byte[] otherCase = octets.clone();
        otherCase[0] ^= 0x20;
        List<Peer> similar = new ArrayList<>();
        for (byte[] id : List.of(
                otherEnd,
                otherCase,
                Arrays.copyOf(octets, octets.length - 1),
                Arrays.copyOf(octets, octets.length + 1))) {
            Peer peer = bench.peer(
                    PeerOptions.dealer("similar-" + (similar.size() + 1)).withRoutingId(RoutingId.of(Frame.of(id))));
            peer.send("served", peer.name());
            peer.expect("served", peer.name());
            similar.add(peer);
        }
        return similar;
    }

    /** The new holder; it connects again until it is served, since a library may notice the end of the first late. */
    private Peer served() {
        long deadline = System.nanoTime() + bench.timeouts().arrival().toNanos();
        Duration patience = FIRST_PATIENCE;
        while (true) {
            Peer peer = bench.peer(PeerOptions.dealer("second").withRoutingId(shared));
            Message request = ask(peer, "begins");
            for (Optional<Message> reply = peer.poll(patience); reply.isPresent(); reply = peer.poll(patience)) {
                received.add(reply.get());
                if (reply.get().equals(request)) {
                    return peer;
                }
            }
            if (System.nanoTime() - deadline >= 0) {
                throw Replies.failure(
                        bench,
                        peer + ", the new holder, to receive the reply to its own:\n  " + request,
                        received.isEmpty() ? "received nothing" : "received:\n  " + received);
            }
            // Whoever holds the id next may get the reply, or nobody.
            asked.remove(request);
            abandoned.add(request);
            peer.disconnect();
            patience = patience.multipliedBy(2);
        }
    }

    private Message ask(Peer peer, String label) {
        Message request = Message.of("of the second holder", label, Integer.toString(asked.size() + 1));
        asked.add(request);
        peer.send(request);
        return request;
    }

    private boolean judge(Peer second, List<Message> ofTheFirst) {
        List<Message> own = new ArrayList<>(asked);
        List<Message> late = new ArrayList<>(ofTheFirst);
        boolean isHanded = false;
        for (Message reply : received) {
            if (late.remove(reply)) {
                isHanded = true;
            } else if (!own.remove(reply) && !abandoned.remove(reply)) {
                throw Replies.failure(
                        bench,
                        second
                                + ", the new holder, to receive each of its own replies once, and from the earlier holder"
                                + " at most whole replies to what that asked",
                        "received:\n  " + reply);
            }
        }
        if (!own.isEmpty()) {
            throw Replies.failure(
                    bench,
                    second + ", the new holder, to receive each of its own replies",
                    own.size() + " are missing, the first to:\n  " + own.get(0));
        }
        return isHanded;
    }
}
