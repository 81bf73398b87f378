package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import java.time.Duration;

/**
 * One execution of a rule, and what the machine was like meanwhile.
 *
 * @param stall the longest moment in which the suite itself did not get the processor
 * @param inCompany whether other rules may have run beside it
 */
record Attempt(RuleResult result, Duration stall, boolean inCompany) {

    /** A stall of the suite beyond this makes a failed timing rule inconclusive. */
    private static final Duration STALL = Duration.ofMillis(150);

    boolean mayBeTheMachine() {
        return result.status() == Status.INCONCLUSIVE
                || result.status() == Status.FAILED
                        && result.rule().rule().timed()
                        && (inCompany || stall.compareTo(STALL) > 0);
    }

    /** A rule that never had a fair chance is not held against the subject. */
    RuleResult conclusion() {
        return result.status() == Status.FAILED && mayBeTheMachine()
                ? result.as(
                        Status.INCONCLUSIVE,
                        (inCompany
                                        ? "it failed beside other rules, and there was no time to try it alone"
                                        : "the machine stalled for " + stall.toMillis()
                                                + " ms, also when it was tried again")
                                + "; last: " + result.reason())
                : result;
    }
}
