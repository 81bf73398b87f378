package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time that the conversations around leave to a peer: those of {@link MessagePeer#within}, one inside the other. */
final class TimeBound {

    /** The earliest end of the conversations around; nothing if there is none. */
    private @Nullable Deadline end;

    /** The patience, or what remains if that is less. */
    Duration atMost(Duration patience) {
        Words.patience(patience);
        if (end == null) {
            return patience;
        }
        Duration left = end.remaining();
        return left.compareTo(patience) < 0 ? left : patience;
    }

    /** Has a conversation, which ends in this time and before those around it; answers how long it took. */
    Duration during(Duration most, Runnable talk) {
        long start = System.nanoTime();
        Deadline outer = end;
        Deadline inner = Deadline.in(most);
        end = outer != null && outer.remainingNanos() < inner.remainingNanos() ? outer : inner;
        try {
            talk.run();
        } finally {
            end = outer;
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
