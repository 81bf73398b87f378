package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.testkit.peer.Request;
import java.time.Duration;

/** The work of a client that was told nothing of it: ten requests, one at a time. */
public final class UsualWork {

    private static final int REQUESTS = 10;

    /** What a request has then before it ends as a time-out. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** From here on it may not have been the client's fault that a request timed out. */
    private static final Duration STALL = Duration.ofMillis(700);

    private final ClientRun run;
    private long startedNanos;
    private long longestNanos;

    private UsualWork(ClientRun run) {
        this.run = run;
        this.startedNanos = run.readyNanos();
    }

    /**
     * Requires it. Undecided where a connection stalled, or the machine, until a request timed out before it was
     * answered: nobody can tell the client to wait longer here.
     */
    public static void expect(ClientBench bench, ClientRun run) throws InterruptedException {
        UsualWork work = new UsualWork(run.connected(TIMEOUT));
        try {
            work.expectRequests();
        } catch (AssertionError e) {
            if (work.longestNanos > STALL.toNanos() && !run.lines("TIMEOUT ").isEmpty()) {
                throw bench.inconclusive("a request was answered only " + work.longestNanos / 1_000_000
                        + " ms after it can have been started, and the client gave one up: " + run.lines("TIMEOUT "));
            }
            throw e;
        }
    }

    private void expectRequests() throws InterruptedException {
        Request first = run.take();
        run.expectNoRequest(Duration.ofMillis(100), "while the first is open, where no window was asked for");
        reply(first);
        for (int i = 2; i <= REQUESTS; i++) {
            reply(run.take());
        }
        run.expectDone(REQUESTS, 0);
    }

    private void reply(Request request) {
        long now = System.nanoTime();
        run.reply(request);
        longestNanos = Math.max(longestNanos, now - startedNanos);
        startedNanos = now;
    }
}
