package io.github.dontwait.conformance.stimulus;

import java.time.Duration;

/** A patience that several waits share. */
public final class Countdown {

    private final long endNanos;

    private Countdown(long endNanos) {
        this.endNanos = endNanos;
    }

    /** Begins now. */
    public static Countdown of(Duration patience) {
        return new Countdown(System.nanoTime() + patience.toNanos());
    }

    /** What is left of it, zero at least. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }
}
