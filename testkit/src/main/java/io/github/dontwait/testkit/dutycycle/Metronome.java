package io.github.dontwait.testkit.dutycycle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches the machine: a thread that wants to wake every few milliseconds and notes by how much it came too late. What
 * took long while the kit itself did not get the processor is not the subject's fault.
 *
 * <p>Beats from its making until it is closed; any thread may ask it.
 */
public final class Metronome implements AutoCloseable {

    private static final long BEAT_NANOS = 5_000_000;
    private static final long WORTH_KEEPING_NANOS = 20_000_000;
    private static final int KEPT = 1_000;
    private static final long PATIENCE_MILLIS = 1_000;

    private final Thread thread;
    private volatile boolean closed;
    private final Deque<Stall> stalls = new ArrayDeque<>();
    private long longestEverNanos;
    private long dueNanos = System.nanoTime() + BEAT_NANOS;

    /** Begins to beat. */
    public Metronome() {
        thread = new Thread(this::beat, "dontwait-metronome");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    private void beat() {
        while (!closed) {
            LockSupport.parkNanos(BEAT_NANOS);
            long now = System.nanoTime();
            synchronized (this) {
                note(now);
                dueNanos = now + BEAT_NANOS;
            }
        }
    }

    private void note(long now) {
        long late = now - dueNanos;
        longestEverNanos = Math.max(longestEverNanos, late);
        if (late > WORTH_KEEPING_NANOS) {
            if (stalls.size() == KEPT) {
                stalls.removeFirst();
            }
            stalls.addLast(new Stall(now, late));
        }
    }

    /** The longest stall that had not ended before this moment, one that still lasts included. */
    public synchronized Duration longestStallSince(long nanos) {
        note(System.nanoTime());
        long longest = 0;
        for (Stall stall : stalls) {
            if (stall.endNanos() - nanos > 0) {
                longest = Math.max(longest, stall.nanos());
            }
        }
        return Duration.ofNanos(longest);
    }

    /** The longest stall since the metronome was made. */
    public synchronized Duration longestStallEver() {
        note(System.nanoTime());
        return Duration.ofNanos(Math.max(0, longestEverNanos));
    }

    /** Returns when its thread has ended, or at once if the caller is interrupted. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Stall(long endNanos, long nanos) {}
}
