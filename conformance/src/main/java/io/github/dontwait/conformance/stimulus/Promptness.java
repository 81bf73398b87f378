package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Single requests to a subject that waits, beside what it needs for one where it need not wait: who sleeps is found out,
 * and who is merely slow is not.
 */
public final class Promptness {

    private static final int TOGETHER = 10;
    private static final Duration BOUND = Duration.ofMillis(50);

    /** Pauses before a request, and how many: in the first the wait has just begun, in the second it has gone on. */
    private static final int[][] PAUSES = {{5, 11}, {60, 5}};

    private final Bench bench;
    private final Peer peer;

    public Promptness(Bench bench) {
        this.bench = bench;
        this.peer = bench.dealer("now and then");
    }

    /** Requires that of the requests after each pause at least half are answered at once. */
    public void requirePrompt() {
        long service = nanosOfService();
        long bound = (long)
                ((BOUND.toNanos() + 3 * service) * Math.max(1, bench.timeouts().factor()));
        for (int[] pause : PAUSES) {
            Duration waitedBefore = bench.waitedForProcessor();
            List<Long> times = new ArrayList<>();
            for (int i = 1; i <= pause[1]; i++) {
                peer.expectSilence(Duration.ofMillis(pause[0]));
                times.add(nanosOfRoundTrip(Message.of("after a pause", Integer.toString(i))));
            }
            long all = times.stream().mapToLong(Long::longValue).sum();
            long median = times.stream().sorted().toList().get(times.size() / 2);
            if (median > bound) {
                judge(
                        pause,
                        median,
                        bound,
                        Duration.ofNanos(all),
                        bench.waitedForProcessor().minus(waitedBefore));
            }
        }
    }

    private void judge(int[] pause, long median, long bound, Duration all, Duration waited) {
        String seen = "half of them took " + median / 1_000_000 + " ms or more";
        if (waited.multipliedBy(4).compareTo(all) > 0) {
            throw bench.inconclusive(
                    seen + ", but its threads had to wait for a processor for " + waited.toMillis() + " ms");
        }
        throw Replies.failure(
                bench,
                peer + " to be answered at once, " + pause[0] + " ms after its last reply: half of " + pause[1]
                        + " requests within " + bound / 1_000_000 + " ms",
                seen);
    }

    /** What it needs for a request when there is another one before it: no waiting is in it. */
    private long nanosOfService() {
        List<Message> requests = new ArrayList<>();
        for (int i = 1; i <= TOGETHER; i++) {
            requests.add(Message.of("together", Integer.toString(i)));
        }
        peer.wire().sendOctets(Burst.encoded(requests), requests.size() + " requests in one segment");
        peer.expectMessage();
        long first = System.nanoTime();
        peer.expectMessages(TOGETHER - 1);
        return (System.nanoTime() - first) / (TOGETHER - 1);
    }

    private long nanosOfRoundTrip(Message request) {
        long begin = System.nanoTime();
        peer.send(request);
        peer.expect(request);
        return System.nanoTime() - begin;
    }
}
