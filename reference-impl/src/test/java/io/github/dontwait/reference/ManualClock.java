package io.github.dontwait.reference;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock that stands still until it is told to go on. It starts just before its value wraps round. */
final class ManualClock implements LongSupplier {

    private long nanos = Long.MAX_VALUE - 1_000_000;

    void advance(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
