package io.github.dontwait.conformance.contract;

import java.time.Duration;

/** A patience that several waits share. */
final class Countdown {

    private final long endNanos;

    private Countdown(long endNanos) {
        this.endNanos = endNanos;
    }

    /** Begins now. */
    static Countdown of(Duration patience) {
        return new Countdown(System.nanoTime() + patience.toNanos());
    }

    /** What is left of it, zero at least. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }
}
