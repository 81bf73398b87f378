package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.util.List;

/**
 * Peers beside one that gets heartbeats: REQ peers, others that begin their messages with an empty frame, and one that
 * changes its ways. The heartbeats of the first are the clock; a fence on each connection proves what did not come.
 */
public final class RestrainedHeartbeats {

    private static final int ROUNDS = 3;

    private final Bench bench;
    private final HeartbeatWatch watch;
    private final HeartbeatListener clock;

    public RestrainedHeartbeats(Bench bench) {
        this.bench = bench;
        this.watch = new HeartbeatWatch(bench);
        this.clock = watch.greeted(bench.dealer("clock"));
    }

    /** Requires what the contract says of all of them. */
    public void require() {
        Peer req = bench.req("req");
        Peer bare = bench.dealer("bare");
        Peer changing = bench.dealer("changing");
        Message asked = Message.of("", "asked as REQ does");
        exchange(req, Message.of("asked"));
        exchange(bare, Message.of(Frame.empty()));
        exchangeUnderHeartbeats(changing, Message.of("asked", "as DEALER does"));
        exchangeUnderHeartbeats(changing, asked);
        awaitRounds();
        // An unasked message has no delimiter for the REQ to take off: that is a failure of its own.
        exchange(req, Message.of("asked again"));
        for (Peer peer : List.of(bare, changing)) {
            requireNothingBut(peer, asked);
        }
        Message otherwise = Message.of("asked", "as DEALER does");
        // From the moment that it is heard a heartbeat may come, also before the reply.
        exchangeUnderHeartbeats(bare, otherwise);
        exchangeUnderHeartbeats(changing, otherwise);
        awaitRounds();
        for (Peer peer : List.of(bare, changing)) {
            if (peer.poll(bench.timeouts().silence())
                    .filter(Bench.HEARTBEAT::equals)
                    .isEmpty()) {
                throw Replies.failure(
                        bench,
                        peer + " to receive heartbeats again, since its latest message began with a frame that is not"
                                + " empty",
                        "another peer received " + ROUNDS + " meanwhile, and it none");
            }
        }
    }

    private static void exchange(Peer peer, Message request) {
        peer.send(request);
        peer.expect(request);
    }

    private static void exchangeUnderHeartbeats(Peer peer, Message request) {
        peer.send(request);
        Message reply = peer.expectMessage();
        while (reply.equals(Bench.HEARTBEAT)) {
            reply = peer.expectMessage();
        }
        if (!reply.equals(request)) {
            peer.expect(request);
        }
    }

    /** Until everybody who is to get heartbeats must have got some. */
    private void awaitRounds() {
        watch.now();
        int before = clock.count();
        if (!watch.watchUntil(bench.timeouts().arrival(), () -> clock.count() >= before + ROUNDS)) {
            throw Replies.failure(
                    bench,
                    clock + " to receive heartbeats, as it sends no empty frame",
                    clock.count() - before + " came within "
                            + bench.timeouts().arrival().toMillis() + " ms");
        }
    }

    private void requireNothingBut(Peer peer, Message fence) {
        peer.send(fence);
        Message next = peer.expectMessage();
        if (next.equals(Bench.HEARTBEAT)) {
            throw Replies.failure(
                    bench,
                    peer + ", whose latest message began with an empty frame, to receive no heartbeat",
                    "received:\n  " + next);
        }
        Replies.requireEqual(bench, peer, fence, next);
    }
}
