package io.github.dontwait.testkit.dutycycle;

import java.time.Duration;
import java.util.List;

/**
 * One turn that is over.
 *
 * @param name whose turn it was
 * @param number the number of the turn, counted from 1
 * @param workCount what it returned; zero if it threw
 * @param processorTime the processor time that it used, permitted waits and the loading of classes not counted; zero if
 *     nobody watched it
 * @param findings what a {@link BlockingDetector} found; empty if nobody watched it
 */
public record Turn(String name, long number, int workCount, Duration processorTime, List<Finding> findings) {

    public Turn {
        findings = List.copyOf(findings);
    }

    /** Whether it was seen waiting; a turn that only used too much processor time did not block. */
    public boolean isBlocked() {
        return findings.stream().anyMatch(finding -> finding.kind() != Finding.Kind.OVER_BUDGET);
    }
}
