package io.github.dontwait.conformance.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches the machine: a thread that wants to wake every few milliseconds and notes by how much it came too late. A
 * timing rule that failed while the suite itself did not get the processor is inconclusive, not the subject's fault.
 */
final class Metronome implements AutoCloseable {

    private static final long BEAT_NANOS = 5_000_000;

    private final Thread thread;
    private volatile boolean closed;
    private long longestNanos;
    private long longestEverNanos;
    private long dueNanos = System.nanoTime() + BEAT_NANOS;

    Metronome() {
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
        longestNanos = Math.max(longestNanos, late);
        longestEverNanos = Math.max(longestEverNanos, late);
    }

    /** Begins a new measurement. */
    synchronized void mark() {
        longestNanos = 0;
    }

    /** The longest stall since the mark, a stall that still lasts included. */
    synchronized Duration longestStall() {
        note(System.nanoTime());
        return Duration.ofNanos(Math.max(0, longestNanos));
    }

    /** The longest stall since the metronome was made. */
    synchronized Duration longestStallEver() {
        note(System.nanoTime());
        return Duration.ofNanos(Math.max(0, longestEverNanos));
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
