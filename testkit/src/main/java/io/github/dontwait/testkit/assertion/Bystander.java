package io.github.dontwait.testkit.assertion;

import io.github.dontwait.testkit.dutycycle.Metronome;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Does round trips on a thread of its own and takes their time; what the machine stood still is not counted. */
final class Bystander implements AutoCloseable {

    private static final int IDLE_ROUND_TRIPS = 100;
    private static final int LEAST_IDLE_ROUND_TRIPS = 10;
    private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long PAUSE_NANOS = 1_000_000;
    private static final long CLOSE_PATIENCE_MILLIS = 200;
    private static final long PATIENCE_MILLIS = 1_000;

    private final RoundTrip roundTrip;
    private final Metronome metronome = new Metronome();
    private final Thread thread = new Thread(this::work, "dontwait-bystander");
    private @Nullable Duration idle;
    private long begun;
    private long ended;
    private long beganNanos;
    private long worstNanos;
    private long worst;
    private @Nullable Throwable trouble;
    private volatile boolean isClosing;

    Bystander(RoundTrip roundTrip) {
        this.roundTrip = roundTrip;
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        try {
            long[] nanos = new long[IDLE_ROUND_TRIPS];
            int count = 0;
            long begin = System.nanoTime();
            while (count < IDLE_ROUND_TRIPS
                    && (count < LEAST_IDLE_ROUND_TRIPS || System.nanoTime() - begin < IDLE_NANOS)) {
                nanos[count++] = timed();
            }
            Arrays.sort(nanos, 0, count);
            rememberIdle(nanos[(count * 99 + 99) / 100 - 1]);
            while (!isClosing) {
                timed();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (Throwable thrown) {
            synchronized (this) {
                trouble = thrown;
                notifyAll();
            }
        }
    }

    private synchronized void rememberIdle(long nanos) {
        idle = Duration.ofNanos(nanos);
        begun = 0;
        ended = 0;
        worstNanos = 0;
        notifyAll();
    }

    private long timed() throws Exception {
        synchronized (this) {
            begun++;
            beganNanos = System.nanoTime();
        }
        roundTrip.run();
        synchronized (this) {
            long nanos = sinceBegin();
            ended++;
            if (nanos > worstNanos) {
                worstNanos = nanos;
                worst = ended;
            }
            notifyAll();
            return nanos;
        }
    }

    private long sinceBegin() {
        long all = System.nanoTime() - beganNanos;
        return Math.max(0, all - metronome.longestStallSince(beganNanos).toNanos());
    }

    /** The 99th percentile of the round trips without any stimulus; null if none was finished within the patience. */
    synchronized @Nullable Duration awaitIdle(Duration patience) throws InterruptedException {
        await(patience, nanosLeft -> idle != null);
        return idle;
    }

    /** Returns when that many round trips that begin from now on have ended, or one has lasted longer than the bound. */
    synchronized void awaitMore(int more, Duration bound) throws InterruptedException {
        long wanted = begun + more;
        // Far more than is needed if each takes the bound: the pace of the round trips sets the end.
        await(bound.multipliedBy(more + 1L).plusSeconds(10), nanosLeft -> ended >= wanted || isOver(bound));
    }

    private boolean isOver(Duration bound) {
        return begun > ended && sinceBegin() > bound.toNanos();
    }

    private void await(Duration patience, LongPredicate condition) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos();
                left > 0 && trouble == null && !condition.test(left);
                left = deadline - System.nanoTime()) {
            wait(Math.max(1, Math.min(20, left / 1_000_000)));
        }
    }

    /** What is worse than the bound, as it reads after the word <i>but</i>; null if nothing is. */
    synchronized @Nullable String complaint(Duration bound) {
        if (trouble != null) {
            return "round trip " + begun + " failed: " + trouble;
        }
        if (isOver(bound)) {
            return "round trip " + begun + " has not come back after " + Words.of(Duration.ofNanos(sinceBegin()));
        }
        return worstNanos <= bound.toNanos()
                ? null
                : "round trip " + worst + " took " + Words.of(Duration.ofNanos(worstNanos));
    }

    /** What a round trip threw; null if none did. */
    synchronized @Nullable Throwable trouble() {
        return trouble;
    }

    /** Ends its threads, a round trip under way by an interrupt. */
    @Override
    public void close() {
        isClosing = true;
        try {
            thread.join(CLOSE_PATIENCE_MILLIS);
            thread.interrupt();
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        metronome.close();
    }
}
