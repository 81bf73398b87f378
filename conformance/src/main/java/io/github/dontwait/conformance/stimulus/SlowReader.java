package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;

/** A peer that asked for more than it reads, and then reads it all. */
public final class SlowReader {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration QUIET = Duration.ofMillis(100);

    private final Bench bench;
    private final UnreadRequests requests;
    private final Peer peer;
    private final int octets;
    private final BitSet arrived = new BitSet();
    private int latest = -1;

    private SlowReader(Bench bench, UnreadRequests requests, int octets) {
        this.bench = bench;
        this.requests = requests;
        this.peer = requests.peer();
        this.octets = octets;
    }

    /**
     * Has it ask so many things and read nothing, until the subject has been through with it. Of a slow subject it asks
     * less, what it can hope to get through.
     */
    public static SlowReader after(Bench bench, int wanted, int octets) throws InterruptedException {
        int count = bench.introduction().affordable(wanted, bench.timeouts().arrival());
        UnreadRequests requests = UnreadRequests.of(bench, "slow", count, octets);
        Peer other = bench.dealer("other");
        other.send("ping");
        other.expect("ping");
        return new SlowReader(bench, requests, octets);
    }

    /**
     * Reads on, and asks on, until something that it asked for meanwhile is answered: each reply must be one that it
     * asked for, whole, later than the one before, and come once.
     */
    public void catchUp() {
        long deadline =
                System.nanoTime() + bench.timeouts().arrival().multipliedBy(2).toNanos();
        int heldBack = requests.begun();
        while (latest < heldBack) {
            Optional<Message> reply = peer.poll(PAUSE);
            if (reply.isPresent()) {
                expectInOrder(reply.get());
            } else if (peer.isClosed()) {
                throw bench.failed(
                        "slow to be served again once it reads",
                        "its connection was closed after " + arrived.cardinality() + " replies");
            } else if (System.nanoTime() > deadline) {
                throw bench.failed(
                        "slow to be served again once it has read all that was held back for it",
                        "it read " + arrived.cardinality() + " replies, and further requests went unanswered");
            } else {
                requests.offerNext();
            }
        }
        bench.note("slow read " + arrived.cardinality() + " replies, the last of them to request " + latest);
        // What was asked for meanwhile may still be under way; afterwards the connection is quiet.
        Duration quiet = QUIET.plus(bench.introduction().idleRoundTrip().multipliedBy(4));
        for (Optional<Message> more = peer.poll(quiet); more.isPresent(); more = peer.poll(quiet)) {
            expectInOrder(more.get());
        }
    }

    private void expectInOrder(Message reply) {
        int number = numberOf(reply);
        boolean inOrder = number > latest || bench.declares(Capability.REORDERS) && !arrived.get(number);
        if (!inOrder) {
            throw bench.failed(
                    "replies in the order of the requests, each once; the latest was to request " + latest,
                    "next came the reply to request " + number);
        }
        arrived.set(number);
        latest = Math.max(latest, number);
    }

    private int numberOf(Message reply) {
        try {
            int number = Integer.parseInt(reply.first().text());
            if (number >= 0 && reply.equals(Unread.numbered(number, octets))) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Not even the first frame is right; the failure below shows the whole message.
        }
        throw bench.failed(
                "only whole replies, two frames, the second of " + octets + " octets, as they were asked for",
                "after reply " + latest + " came " + reply);
    }

    /** Requires that so many further requests are answered, in order; what was held back until now may come before. */
    public void expectServed(int count) {
        for (int i = 0; i < count; i++) {
            Message again = Message.of("again", Integer.toString(i));
            peer.send(again);
            for (Message reply = Replies.expectAny(bench, peer, "the reply to " + again);
                    !reply.equals(again);
                    reply = Replies.expectAny(bench, peer, "the reply to " + again)) {
                expectInOrder(reply);
            }
        }
    }
}
