package io.github.dontwait.reference;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sleeps for a fixed time: simple, but each request after a pause waits for the rest of the sleep. */
public final class SleepingIdleStrategy implements IdleStrategy {

    private final long nanos;

    /** Sleeps that long after each empty turn. */
    public SleepingIdleStrategy(Duration sleep) {
        if (sleep.isNegative() || sleep.isZero()) {
            throw new IllegalArgumentException("sleep is " + sleep + "; expected a time above zero");
        }
        this.nanos = sleep.toNanos();
    }

    @Override
    public void idle(int workCount) {
        if (workCount == 0) {
            LockSupport.parkNanos(nanos);
        }
    }
}
