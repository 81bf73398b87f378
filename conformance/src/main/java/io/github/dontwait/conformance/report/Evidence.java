package io.github.dontwait.conformance.report;

import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;

/** Of which results a report keeps the transcript. */
public enum Evidence {
    /** Of all that were run: evidence for a pass, too. */
    ALL,
    /** Of those that did not pass. */
    FAILURES;

    /** Tells whether a result's transcript is kept. */
    public boolean keeps(RuleResult result) {
        return this == ALL || result.status() != Status.PASSED;
    }
}
