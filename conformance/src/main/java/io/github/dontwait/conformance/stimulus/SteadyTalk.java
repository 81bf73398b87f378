package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.ClientConnection;
import io.github.dontwait.testkit.peer.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server that talks all the time, and leaves a request unanswered: its client is never idle when the time is over. */
public final class SteadyTalk {

    private static final Duration TIMEOUT = Duration.ofMillis(400);

    /** The longest rest between two messages. */
    private static final Duration REST = Duration.ofMillis(10);

    /** A longer rest when the time is over might be the quiet that a wrong client waits for. */
    private static final Duration QUIET = Duration.ofMillis(35);

    private static final int TRIES = 3;

    private final ClientBench bench;
    private final ClientRun run;
    private long saidNanos;
    private long longestRestNanos;
    private int said;

    private SteadyTalk(ClientBench bench, ClientRun run) {
        this.bench = bench;
        this.run = run;
    }

    /** Says the next message, and whether there was one. */
    private interface Talk {
        boolean on();
    }

    /** Talks until a request has ended; false if the suite came to rest when its time was over, so that it shows nothing. */
    private interface Try {
        boolean once() throws InterruptedException;
    }

    /**
     * Requires that a request ends in time while heartbeats come, while messages of nobody come, and while other requests
     * are answered and started: each alone, since a client may treat each of them in a place of its own.
     */
    public static void expectTimeoutsKept(ClientBench bench) throws InterruptedException {
        SteadyTalk talk =
                new SteadyTalk(bench, ClientRun.start(bench, 1_000, 2, TIMEOUT).connected(TIMEOUT));
        talk.show(() -> talk.withMessages("a heartbeat", Message.of("$heartbeat")));
        talk.show(() -> talk.withMessages("a message that belongs to no request", Message.of("nobody's", "body")));
        talk.show(talk::withReplies);
        bench.note("the client was killed");
        talk.run.client().close();
    }

    /** A machine that has no time for the suite shows less; nothing speaks against the client then. */
    private void show(Try once) throws InterruptedException {
        for (int i = 0; i < TRIES && !once.once(); i++) {
            bench.note("the server was quiet for " + longestRestNanos / 1_000_000 + " ms when the time was over");
        }
    }

    private boolean withMessages(String what, Message message) throws InterruptedException {
        List<Request> open = run.take(2);
        long taken = System.nanoTime();
        ClientConnection connection = open.get(1).connection();
        boolean shown = true;
        for (Request request : open) {
            shown &= expectTimeout(request, taken, what + " came", () -> {
                run.router().send(connection, message);
                return true;
            });
        }
        return shown;
    }

    private boolean withReplies() throws InterruptedException {
        List<Request> open = run.take(2);
        long taken = System.nanoTime();
        run.reply(open.get(1));
        return expectTimeout(open.get(0), taken, "the reply to another request came", () -> {
            Optional<Request> next = run.router().pollRequest(REST);
            next.ifPresent(run::reply);
            return next.isPresent();
        });
    }

    /** Talks until the request has ended; it has been open since before it was taken. */
    private boolean expectTimeout(Request request, long takenNanos, String what, Talk talk)
            throws InterruptedException {
        String wanted = "TIMEOUT " + ClientRun.number(request);
        long most = TIMEOUT.toMillis() * 125 / 100
                + (long) (500 * Math.max(1, bench.timeouts().factor()));
        long watchedNanos = takenNanos + TIMEOUT.toNanos() * 3 / 4;
        said = 0;
        saidNanos = System.nanoTime();
        longestRestNanos = 0;
        Optional<SubjectOutput.Line> line = Optional.empty();
        while (line.isEmpty() && millisSince(takenNanos) <= most) {
            if (talk.on()) {
                said++;
                rested(watchedNanos, System.nanoTime());
                saidNanos = System.nanoTime();
            }
            line = bench.output(run.client())
                    .await(
                            printed -> printed.stream() == SubjectOutput.Stream.OUT
                                    && printed.text().equals(wanted),
                            REST);
        }
        if (line.isEmpty() || (line.get().atNanos() - takenNanos) / 1_000_000 > most) {
            throw bench.failed(
                    "request " + ClientRun.number(request) + ", never answered, to end as TIMEOUT after "
                            + TIMEOUT.toMillis() + " ms (judged up to " + most + " ms), though " + what + " every "
                            + REST.toMillis() + " ms or so meanwhile",
                    (line.isEmpty()
                                    ? "it has not ended"
                                    : "it ended after " + (line.get().atNanos() - takenNanos) / 1_000_000 + " ms")
                            + "; " + said + " messages were sent");
        }
        rested(watchedNanos, line.get().atNanos());
        return longestRestNanos < QUIET.toNanos();
    }

    private void rested(long watchedNanos, long nowNanos) {
        if (nowNanos - watchedNanos > 0) {
            longestRestNanos = Math.max(longestRestNanos, nowNanos - saidNanos);
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
