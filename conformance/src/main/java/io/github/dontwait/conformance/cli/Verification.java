package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.report.ConsoleReport;
import io.github.dontwait.conformance.report.Invocation;
import io.github.dontwait.conformance.report.Paper;
import io.github.dontwait.conformance.run.RunOptions;
import java.io.IOException;

/** One run of {@code verify}, from the moment when all that was asked for is known to make sense. */
final class Verification {

    private final Suite suite;
    private final Console console;
    private final Invocation invocation;
    private final ReportFiles files;
    private final boolean isQuiet;
    private final boolean isVerbose;

    Verification(
            Suite suite,
            Console console,
            Invocation invocation,
            ReportFiles files,
            boolean isQuiet,
            boolean isVerbose) {
        this.suite = suite;
        this.console = console;
        this.invocation = invocation;
        this.files = files;
        this.isQuiet = isQuiet;
        this.isVerbose = isVerbose;
    }

    /** Runs the rules, prints and writes the report, whatever happens; returns the exit code. */
    int run(Subject subject, RunOptions options) throws InterruptedException {
        Progress progress = Progress.on(console, isQuiet, isVerbose);
        PartialReport partial = new PartialReport(suite.version(), subject, options, progress);
        Interruption interruption = Interruption.watch(() -> {
            progress.end();
            tell(partial.cut(Report.Trouble.Kind.SUITE_FAILED, "the run was interrupted"));
        });
        Report report;
        boolean hasFailed = false;
        try {
            report = suite.run(subject, options, partial);
        } catch (RuntimeException | Error e) {
            hasFailed = true;
            report = partial.cut(Report.Trouble.Kind.SUITE_FAILED, "the suite itself failed: " + e);
            if (isVerbose) {
                e.printStackTrace(console.err());
            }
        } finally {
            progress.end();
        }
        if (!interruption.isAverted()) {
            return Dontwait.UNDECIDED; // never seen: the JVM is on its way out, with the signal's code
        }
        try {
            boolean isKept = tell(report);
            return hasFailed || !isKept ? Dontwait.UNDECIDED : report.exitCode();
        } finally {
            interruption.end();
        }
    }

    /** Writes the files, then prints the report, its verdict last; false if a file could not be written. */
    private boolean tell(Report report) {
        boolean isKept = true;
        try {
            files.write(report);
        } catch (IOException e) {
            isKept = false;
            console.complain("a report could not be written: " + e.getMessage(), "");
        }
        Paper paper = console.paper();
        if (isQuiet) {
            ConsoleReport.writeVerdict(report, paper);
        } else {
            ConsoleReport.write(report, invocation, isVerbose, files.note(), paper);
        }
        console.show(paper);
        return isKept;
    }
}
