package io.github.dontwait.conformance.control;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.dontwait.conformance.mutant.ModelService;

/** Sleeps while it has nothing to do, for 50 ms or until its next duty; a message does not wake it. */
public final class SleepingService extends ModelService {

    private static final long LONGEST_MILLIS = 50;

    @Override
    protected void idle(long nanos) {
        occupy(Math.min(LONGEST_MILLIS, NANOSECONDS.toMillis(nanos)));
    }
}
