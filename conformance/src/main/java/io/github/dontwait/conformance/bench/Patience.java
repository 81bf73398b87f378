package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;

/**
 * How long rules wait, and when they wait no longer, so that no subject can make a run endless.
 *
 * <p>A subject that is half dead lets rule after rule wait for something in vain. After {@value #IN_VAIN} rules in a row that
 * failed by waiting, the patience for arrivals is a fifth, until a rule passes: the run has failed by then, and only what
 * comes within a second still counts as coming. Any thread may use it.
 */
final class Patience {

    /** So many rules may wait in vain, one after the other, before patience runs out. */
    static final int IN_VAIN = 3;

    private static final int SHARE = 5;
    private static final long LEAST_BUDGET_NANOS = 1_000_000_000;

    private final Timeouts full;
    private int inVain;
    private long lastBeginNanos;
    private long endNanos;
    private boolean isLimited;

    Patience(Timeouts full) {
        this.full = full;
    }

    /** Sets limits, counted from now: when no rule is begun any more, and when the last one is ended. */
    synchronized void limit(Duration lastBegin, Duration end) {
        long now = System.nanoTime();
        lastBeginNanos = now + lastBegin.toNanos();
        endNanos = now + end.toNanos();
        isLimited = true;
    }

    /** Tells whether no rule is to be begun any more. */
    synchronized boolean isOver() {
        return isLimited && System.nanoTime() - lastBeginNanos > 0;
    }

    /** How long a rule may take that begins now. */
    synchronized Duration budget(Duration usual) {
        long left = isLimited ? Math.max(LEAST_BUDGET_NANOS, endNanos - System.nanoTime()) : usual.toNanos();
        return Duration.ofNanos(Math.min(usual.toNanos(), left));
    }

    /** How long to wait for what. */
    synchronized Timeouts timeouts() {
        return inVain < IN_VAIN ? full : full.withArrival(full.arrival().dividedBy(SHARE));
    }

    /** Learns from a rule that has ended; the timeouts are those that it was given. */
    synchronized void learn(RuleResult result, Timeouts given) {
        if (result.status() == Status.PASSED) {
            inVain = 0;
        } else if (result.status() == Status.FAILED && result.duration().compareTo(given.arrival()) >= 0) {
            inVain++;
        }
    }
}
