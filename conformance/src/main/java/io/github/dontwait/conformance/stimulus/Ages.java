package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.testkit.peer.Request;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How old the open requests of a client are, as far as its server can know: each was started before it was taken, and after
 * the reply that made room for it was given.
 */
public final class Ages {

    private final ClientRun run;
    private final Map<Integer, Held> open = new HashMap<>();

    private record Held(Request request, long earliestNanos, long takenNanos) {}

    public Ages(ClientRun run) {
        this.run = run;
    }

    /** Takes the next so many requests, which cannot have been started earlier than this. */
    public void take(int count, long earliestNanos) {
        for (Request request : run.take(count)) {
            open.put(ClientRun.number(request), new Held(request, earliestNanos, System.nanoTime()));
        }
    }

    /** Answers an open request, and requires that its line tells its own age. */
    public void reply(int number) throws InterruptedException {
        Held held = open.remove(number);
        if (held == null) {
            throw new IllegalArgumentException("request " + number + " is not open");
        }
        Duration age = Duration.ofNanos(System.nanoTime() - held.takenNanos());
        run.reply(held.request());
        run.expectReplyTime(number, age, held.earliestNanos());
    }

    /** The same, and takes the request that is started then. */
    public void replyAndTake(int number) throws InterruptedException {
        long answered = System.nanoTime();
        reply(number);
        take(1, answered);
    }
}
