package io.github.dontwait.reference;

import java.util.concurrent.TimeUnit;

/**
 * The order of an orderly stop, as a small state machine that the loop asks every turn. Only {@link #request()} may be
 * called from other threads.
 *
 * <p>RUNNING until the stop is requested; TAKING what was already on its way in, for a tenth of a second; FINISHING what
 * was taken; FLUSHING replies until all are out or the linger is over; then STOPPED. From FINISHING on, what still
 * arrives is read and thrown away: unread octets would make the operating system reset the connection, and that could
 * cost replies that are still on their way out.
 */
final class StopProcedure {

    enum Phase {
        RUNNING,
        TAKING,
        FINISHING,
        FLUSHING,
        STOPPED
    }

    /** What the loop knows when it asks. */
    record Situation(boolean socketEmpty, boolean workInHand, boolean repliesToSend, long nanosToNextDeferred) {}

    /** Requests sent 300 ms or more after the stop must not be answered; this stays well away from that. */
    private static final long TAKING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long TAKING_AT_MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** The last replies get this long to leave JeroMQ, which does not tell when they have. */
    private static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long lingerNanos;
    private volatile boolean requested;
    private volatile boolean abandoned;
    private volatile boolean workEnded;
    private Phase phase = Phase.RUNNING;
    private long stopNanos;
    private long endOfWorkNanos;

    StopProcedure(long lingerMillis) {
        this.lingerNanos = TimeUnit.MILLISECONDS.toNanos(lingerMillis);
    }

    /** Asks for the stop; asking again changes nothing. Any thread. */
    void request() {
        requested = true;
    }

    /** Skips everything that an orderly stop is made of. Any thread. */
    void abandon() {
        abandoned = true;
    }

    /** Whether the last request in hand has been finished, so that the linger is running. Any thread. */
    boolean workHasEnded() {
        return workEnded;
    }

    Phase phase() {
        return phase;
    }

    /** Whether a request that arrives now is still to be served. */
    boolean takesRequests() {
        return phase == Phase.RUNNING || phase == Phase.TAKING;
    }

    /** Moves on as far as the situation allows. */
    void advance(long nowNanos, Situation now) {
        if (abandoned) {
            phase = Phase.STOPPED;
            return;
        }
        if (phase == Phase.RUNNING && requested) {
            phase = Phase.TAKING;
            stopNanos = nowNanos;
        }
        if (phase == Phase.TAKING && hasTakenEnough(nowNanos, now)) {
            phase = Phase.FINISHING;
        }
        if (phase == Phase.FINISHING && !now.workInHand) {
            phase = Phase.FLUSHING;
            endOfWorkNanos = nowNanos;
            workEnded = true;
        }
        if (phase == Phase.FLUSHING && (lingerLeftNanos(nowNanos) == 0 || isFlushed(nowNanos, now))) {
            phase = Phase.STOPPED;
        }
    }

    private long lingerLeftNanos(long nowNanos) {
        return Math.max(0, lingerNanos - (nowNanos - endOfWorkNanos));
    }

    /** How long JeroMQ may go on sending what it has: the rest of the linger, but time enough for what left just now. */
    int closingMillis(long nowNanos) {
        if (abandoned) {
            return 0;
        }
        long left = workEnded ? lingerLeftNanos(nowNanos) : lingerNanos;
        return (int) TimeUnit.NANOSECONDS.toMillis(Math.max(left, Math.min(lingerNanos, SETTLING_NANOS)));
    }

    /** How long the loop may wait before it has to ask again. */
    long nanosToNextStep(long nowNanos) {
        return switch (phase) {
            case RUNNING, FINISHING -> Long.MAX_VALUE;
            case TAKING -> Math.max(0, TAKING_NANOS - (nowNanos - stopNanos));
            case FLUSHING -> Math.min(lingerLeftNanos(nowNanos), settlingLeft(nowNanos));
            case STOPPED -> 0;
        };
    }

    private boolean hasTakenEnough(long nowNanos, Situation now) {
        long since = nowNanos - stopNanos;
        return since >= TAKING_AT_MOST_NANOS || (since >= TAKING_NANOS && now.socketEmpty);
    }

    private boolean isFlushed(long nowNanos, Situation now) {
        return !now.repliesToSend
                && now.nanosToNextDeferred > lingerLeftNanos(nowNanos)
                && nowNanos - endOfWorkNanos >= SETTLING_NANOS;
    }

    private long settlingLeft(long nowNanos) {
        long left = SETTLING_NANOS - (nowNanos - endOfWorkNanos);
        return left > 0 ? left : Long.MAX_VALUE;
    }
}
