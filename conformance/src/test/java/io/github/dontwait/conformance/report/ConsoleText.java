package io.github.dontwait.conformance.report;

import io.github.dontwait.conformance.Report;

/** A report for people, as a terminal without colours shows it. */
final class ConsoleText {

    private ConsoleText() {}

    static String text(Report report, boolean isVerbose) {
        Paper paper = Paper.plain();
        ConsoleReport.write(report, Samples.INVOCATION, isVerbose, "", paper);
        return paper.text();
    }
}
