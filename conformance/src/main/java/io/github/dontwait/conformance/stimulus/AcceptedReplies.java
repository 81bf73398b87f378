package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Requests that a subject has taken and whose replies nobody has read yet when it is asked to stop. */
public final class AcceptedReplies {

    private final Bench bench;
    private final Peer slow;
    /** Slower than a loop that sleeps 10 ms while it is idle: its requests themselves take time. */
    private static final Duration SLOW = Duration.ofMillis(15);

    /** Nearly all of the linger that a subject has unless it is told otherwise. */
    private static final Duration LINGERED = Duration.ofMillis(900);

    /** Of the second that it gets the other half goes to the peer that asks meanwhile. */
    private static final Duration TAKEN_IN = Duration.ofMillis(400);

    private final Peer watch;
    private final int count;
    private final int octets;
    private final long handledBefore;
    private long watched;

    private AcceptedReplies(Bench bench, int count, int octets) {
        this.bench = bench;
        this.count = count;
        this.octets = octets;
        this.watch = bench.dealer("watch");
        this.handledBefore = handled();
        this.slow = Unread.replies(bench, "slow", count, octets);
    }

    /** Has a peer that does not read ask so many things; of a slow subject no more than it takes well within a second. */
    public static AcceptedReplies send(Bench bench, int wanted, int octets) {
        boolean isSlow = bench.introduction().idleRoundTrip().compareTo(SLOW) >= 0;
        int count = isSlow ? bench.introduction().affordable(wanted, TAKEN_IN) : wanted;
        return new AcceptedReplies(bench, count, octets);
    }

    /** What the subject has handled, less what it handled for the one who asks. */
    private long handled() {
        if (!bench.declares(Capability.STATS)) {
            return 0;
        }
        return bench.stats(watch).getOrDefault("handled", 0L) - watched++;
    }

    /**
     * How many requests the subject has taken for certain: by its own count, or, where it does not count, all of them
     * once others were served after them for a second.
     */
    public long awaitAccepted() {
        long deadline = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        long accepted = 0;
        while (System.nanoTime() < deadline && accepted < count) {
            if (bench.declares(Capability.STATS)) {
                accepted = handled() - handledBefore;
            }
            Message served = Message.of("watch", Long.toString(watched++));
            watch.send(served);
            watch.expect(served);
        }
        return bench.declares(Capability.STATS) ? Math.min(accepted, count) : count;
    }

    /**
     * Requires that the first so many replies come, in order; of a subject that reorders any so many, each once.
     *
     * @param stoppedNanos when it was asked to stop; it need not send for longer than its linger
     */
    public void expect(long accepted, long stoppedNanos) {
        Set<Message> open = new HashSet<>();
        if (bench.declares(Capability.REORDERS)) {
            IntStream.range(0, count).forEach(i -> open.add(Unread.numbered(i, octets)));
        }
        long latestNanos = stoppedNanos;
        for (int i = 0; i < accepted; i++) {
            Optional<Message> reply = slow.poll(bench.timeouts().arrival());
            if (reply.isEmpty() && latestNanos - stoppedNanos >= LINGERED.toNanos()) {
                throw bench.inconclusive("it was still sending when its linger was over: " + i + " of " + accepted
                        + " replies were read until then");
            }
            latestNanos = System.nanoTime();
            Message next = Unread.numbered(i, octets);
            boolean isWanted = reply.isPresent()
                    && (bench.declares(Capability.REORDERS)
                            ? open.remove(reply.get())
                            : reply.get().equals(next));
            if (!isWanted) {
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
