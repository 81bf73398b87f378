package io.github.dontwait.conformance.report;

import io.github.dontwait.conformance.Group;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import java.util.List;
import java.util.stream.Collectors;

/** A line for each group of rules, and one for each rule where all are listed. */
final class GroupLines {

    private final Report report;
    private final boolean isVerbose;
    private final Paper paper;

    GroupLines(Report report, boolean isVerbose, Paper paper) {
        this.report = report;
        this.isVerbose = isVerbose;
        this.paper = paper;
    }

    void print() {
        for (Group group : Group.values()) {
            List<RuleResult> results = report.results().stream()
                    .filter(result -> result.rule().group() == group)
                    .toList();
            if (!results.isEmpty()) {
                group(group, results);
            }
        }
        if (!isVerbose) {
            outcomes();
        }
        paper.gap();
    }

    /** Which of several acceptable behaviours were seen; the list of all rules tells it beside each. */
    private void outcomes() {
        String seen = report.results().stream()
                .filter(result -> result.outcome() != null)
                .map(result -> result.rule().id() + " " + result.outcome())
                .collect(Collectors.joining(", "));
        if (!seen.isEmpty()) {
            paper.labelled(Ink.PLAIN, Words.padded("Outcomes", HeaderLines.LABEL), Ink.FAINT, seen);
        }
    }

    private void group(Group group, List<RuleResult> results) {
        paper.print(Words.padded(group.name(), HeaderLines.LABEL));
        String separator = "";
        for (Status status : Status.values()) {
            long number =
                    results.stream().filter(result -> result.status() == status).count();
            if (number > 0) {
                paper.print(separator);
                paper.print(ink(status), number + " " + word(status));
                separator = ", ";
            }
        }
        paper.end();
        if (isVerbose) {
            results.forEach(this::rule);
        }
    }

    private void rule(RuleResult result) {
        paper.print("  ")
                .print(ink(result), Words.padded(word(result.status()), HeaderLines.LABEL))
                .print(" " + Words.padded(result.rule().id(), 8) + " "
                        + result.rule().name());
        if (result.executed()) {
            paper.print(Ink.FAINT, "  " + Durations.text(result.duration()));
        }
        if (result.outcome() != null) {
            paper.print(Ink.FAINT, "  " + result.outcome());
        }
        paper.end();
    }

    private static String word(Status status) {
        return status == Status.NOT_APPLICABLE ? "not applicable" : status.word();
    }

    private Ink ink(RuleResult result) {
        boolean isWarning =
                result.status() == Status.FAILED && !report.scoring().counts(result.rule());
        return isWarning ? Ink.WARNING : ink(result.status());
    }

    private static Ink ink(Status status) {
        return switch (status) {
            case PASSED -> Ink.GOOD;
            case FAILED, ERROR -> Ink.BAD;
            case KNOWN, INCONCLUSIVE -> Ink.WARNING;
            case NOT_APPLICABLE -> Ink.FAINT;
        };
    }
}
