package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Requests that a subject has taken and whose replies nobody has read yet when it is asked to stop. */
final class AcceptedReplies {

    private final Bench bench;
    private final Peer slow;
    private final Peer watch;
    private final int count;
    private final byte[] filler;
    private final long handledBefore;

    private AcceptedReplies(Bench bench, int count, int octets) {
        this.bench = bench;
        this.count = count;
        this.filler = new byte[octets];
        this.watch = bench.dealer("watch");
        this.handledBefore = handled();
        this.slow = Unread.replies(bench, "slow", count, octets);
    }

    /** Has a peer that does not read ask so many things. */
    static AcceptedReplies send(Bench bench, int count, int octets) {
        return new AcceptedReplies(bench, count, octets);
    }

    private long handled() {
        return bench.declares(Capability.STATS) ? bench.stats(watch).getOrDefault("handled", 0L) : 0;
    }

    /**
     * How many requests the subject has taken for certain: by its own count, or, where it does not count, all of them
     * once others were served after them for a second.
     */
    long awaitAccepted() {
        long deadline = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        long accepted = 0;
        while (System.nanoTime() < deadline && accepted < count) {
            if (bench.declares(Capability.STATS)) {
                accepted = handled() - handledBefore;
            }
            bench.expectNothingElse(watch);
        }
        return bench.declares(Capability.STATS) ? Math.min(accepted, count) : count;
    }

    /** Requires that the first so many replies come, in order. */
    void expect(long accepted) {
        byte[] text = filler.clone();
        Arrays.fill(text, (byte) 'u');
        for (int i = 0; i < accepted; i++) {
            Optional<Message> reply = slow.poll(bench.timeouts().arrival());
            Message wanted = Unread.numbered(i, text);
            if (reply.isEmpty() || !reply.get().equals(wanted)) {
                throw bench.failed(
                        "all " + accepted
                                + " replies to requests taken before the stop to reach the client that reads them",
                        reply.isEmpty()
                                ? "only " + i + " came before the connection ended"
                                : "instead of reply " + i + " came " + reply.get());
            }
        }
    }
}
