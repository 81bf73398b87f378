package io.github.dontwait.conformance.cli.doctor;

import java.util.List;

/**
 * All that the doctor found.
 *
 * @param hasStarted whether the subject was started and reached at all
 * @param findings the checklist, in order
 * @param lastWords the last lines that the subject printed
 */
public record Diagnosis(boolean hasStarted, List<Finding> findings, List<String> lastWords) {

    public Diagnosis {
        findings = List.copyOf(findings);
        lastWords = List.copyOf(lastWords);
    }

    /** How many findings have this outcome. */
    public long count(Finding.Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).count();
    }

    /** Whether nothing is wrong. */
    public boolean isHealthy() {
        return hasStarted && count(Finding.Outcome.BAD) == 0;
    }
}
