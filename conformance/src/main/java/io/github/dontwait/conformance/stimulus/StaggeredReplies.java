package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.testkit.peer.Request;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A server that gives its client one reply after the other, now and then, each to the oldest request: others are always
 * open, started at different times, and the deadlines of those that were answered pass meanwhile.
 */
public final class StaggeredReplies {

    /** Rare enough that the replies themselves cost a client next to nothing. */
    private static final Duration STEP = Duration.ofMillis(100);

    private static final int OPEN = 3;

    /** A request is answered three steps after its start; its deadline passes between two later replies. */
    public static final Duration TIMEOUT = Duration.ofMillis(550);

    private final ClientRun run;
    private final Deque<Request> held = new ArrayDeque<>();

    private StaggeredReplies(ClientRun run) {
        this.run = run;
    }

    /** Starts a client, which has more requests to make than any rule has time for. */
    public static StaggeredReplies start(ClientBench bench) throws InterruptedException {
        StaggeredReplies replies = new StaggeredReplies(ClientRun.start(bench, 10_000, OPEN, TIMEOUT));
        replies.held.addAll(replies.run.take(OPEN));
        return replies;
    }

    public ClientRun run() {
        return run;
    }

    /** Answers so for a while. */
    public void give(Duration window) {
        long end = System.nanoTime() + window.toNanos();
        long next = System.nanoTime() + STEP.toNanos();
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            if (now >= next) {
                next = now + STEP.toNanos();
                // After a silence: what is older has timed out.
                while (held.size() > OPEN) {
                    held.remove();
                }
                if (!held.isEmpty()) {
                    run.reply(held.remove());
                }
            } else {
                run.router()
                        .pollRequest(Duration.ofNanos(Math.min(end, next) - now))
                        .ifPresent(held::add);
            }
        }
    }
}
