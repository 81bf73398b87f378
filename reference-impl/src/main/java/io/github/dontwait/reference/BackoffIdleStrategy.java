package io.github.dontwait.reference;

import java.util.concurrent.locks.LockSupport;

/** Spins a little, then yields a little, then sleeps longer and longer, up to a millisecond; starts over after work. */
public final class BackoffIdleStrategy implements IdleStrategy {

    private static final int SPINS = 10;
    private static final int YIELDS = 20;
    private static final long SHORTEST_NANOS = 1_000;
    private static final long LONGEST_NANOS = 1_000_000;

    private int emptyTurns;
    private long sleepNanos = SHORTEST_NANOS;

    @Override
    public void idle(int workCount) {
        if (workCount > 0) {
            emptyTurns = 0;
            sleepNanos = SHORTEST_NANOS;
        } else if (emptyTurns < SPINS) {
            emptyTurns++;
            Thread.onSpinWait();
        } else if (emptyTurns < SPINS + YIELDS) {
            emptyTurns++;
            Thread.yield();
        } else {
            LockSupport.parkNanos(sleepNanos);
            sleepNanos = Math.min(2 * sleepNanos, LONGEST_NANOS);
        }
    }
}
