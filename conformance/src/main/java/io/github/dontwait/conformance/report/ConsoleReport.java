package io.github.dontwait.conformance.report;

import io.github.dontwait.conformance.Group;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A report for people. What matters most comes last, where a terminal leaves off: first the header, then a line for each
 * group, what was not decided and why, warnings, failures, and as the very last line the verdict.
 */
public final class ConsoleReport {

    private static final int MOST_BASIC = 3;

    /** Where the time of a short run went needs no telling. */
    private static final int MANY_EXECUTED = 10;

    private static final int MOST_SLOW = 3;

    /** Of what the run did not come to. */
    static final String UNKNOWN = "not found out";

    private final Report report;
    private final Invocation invocation;
    private final boolean isVerbose;
    private final String files;
    private final Paper paper;

    private ConsoleReport(Report report, Invocation invocation, boolean isVerbose, String files, Paper paper) {
        this.report = report;
        this.invocation = invocation;
        this.isVerbose = isVerbose;
        this.files = files;
        this.paper = paper;
    }

    /**
     * Writes a report.
     *
     * @param isVerbose whether every rule is listed, and every failure with its whole transcript
     * @param files where more is to be found; empty if nowhere
     */
    public static void write(Report report, Invocation invocation, boolean isVerbose, String files, Paper paper) {
        new ConsoleReport(report, invocation, isVerbose, files, paper).write();
    }

    /** Writes the verdict alone. */
    public static void writeVerdict(Report report, Paper paper) {
        paper.line(VerdictLine.ink(report.verdict()), VerdictLine.of(report));
    }

    private void write() {
        new HeaderLines(report, isVerbose, paper).print();
        new GroupLines(report, isVerbose, paper).print();
        notApplicable();
        known();
        undecided();
        remarks();
        slowness();
        repetitions();
        warnings();
        failures();
        trouble();
        TaughtMistakes.of(report, paper);
        ending();
    }

    /** Whether there was a subject to run rules against. */
    static boolean hasStarted(Report report) {
        Report.Trouble trouble = report.trouble();
        return trouble == null || trouble.kind() != Report.Trouble.Kind.SUBJECT_NOT_STARTED;
    }

    private void notApplicable() {
        List<RuleResult> results = with(Status.NOT_APPLICABLE);
        if (results.isEmpty()) {
            return;
        }
        paper.line("Not applicable: " + Words.count(results.size(), "rule"));
        byReason(results);
        paper.gap();
    }

    private void byReason(List<RuleResult> results) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (RuleResult result : results) {
            byReason.computeIfAbsent(result.reason(), reason -> new ArrayList<>())
                    .add(result.rule().id());
        }
        byReason.forEach(
                (reason, ids) -> paper.labelled(Ink.PLAIN, "  ", Ink.FAINT, reason + ": " + String.join(", ", ids)));
    }

    private void known() {
        List<RuleResult> results = with(Status.KNOWN);
        if (results.isEmpty()) {
            return;
        }
        paper.line(Ink.WARNING, "Known deviations: " + Words.count(results.size(), "rule"));
        results.forEach(result -> paper.labelled(
                Ink.PLAIN, "  " + Words.padded(result.rule().id(), 8) + " ", Ink.PLAIN, result.reason()));
        paper.gap();
    }

    private void undecided() {
        for (Status status : List.of(Status.INCONCLUSIVE, Status.ERROR)) {
            List<RuleResult> results = with(status);
            if (results.isEmpty()) {
                continue;
            }
            String title = status == Status.ERROR ? "The suite itself failed in " : "Inconclusive: ";
            paper.line(Ink.WARNING, title + Words.count(results.size(), "rule"));
            // What was not begun has no story of its own, and many were not begun for one reason.
            byReason(results.stream()
                    .filter(result -> result.duration().isZero())
                    .toList());
            List<RuleResult> begun = results.stream()
                    .filter(result -> !result.duration().isZero())
                    .toList();
            for (RuleResult result : begun) {
                paper.labelled(Ink.PLAIN, "  " + Words.padded(result.rule().id(), 8) + " ", Ink.PLAIN, result.reason());
                if (isVerbose && !result.transcript().isEmpty()) {
                    TranscriptLines.of(result.transcript(), false, true).forEach(line -> paper.line("  " + line));
                }
            }
            paper.gap();
        }
    }

    private void remarks() {
        for (String remark : report.subject().remarks()) {
            List<String> lines = remark.lines().toList();
            paper.line(Ink.WARNING, "Note");
            paper.prose(2, lines.get(0));
            lines.stream().skip(1).forEach(line -> paper.line("  " + line));
            paper.gap();
        }
    }

    /** What explains more of such a run than any rule does. */
    private void slowness() {
        Duration idle = report.subject().idleRoundTrip();
        if (!report.subject().isSlow()) {
            return;
        }
        paper.line(Ink.WARNING, "One small request takes it " + Durations.text(idle) + " while it is idle");
        paper.prose(
                2,
                "Rules that ask thousands of times are asked less of it, and may run out of time (--time-factor gives "
                        + "them more).");
        paper.labelled(
                Ink.FAINT,
                "  Look for: ",
                Ink.PLAIN,
                "a sleep, or slow work, in the handler on the loop's thread: meanwhile no other peer is served, no "
                        + "heartbeat sent, no stop heard");
        paper.labelled(
                Ink.FAINT,
                "            ",
                Ink.PLAIN,
                "a sleep after each empty receive that is not cut short by a message");
        paper.gap();
    }

    private void repetitions() {
        if (report.run().repetitions() < 2) {
            return;
        }
        List<Report.Tally> unsteady = report.tallies().stream()
                .filter(tally -> tally.passed() < tally.runs() && isTold(tally))
                .toList();
        String title = "Each rule ran up to " + report.run().repetitions() + " times";
        if (unsteady.isEmpty()) {
            paper.line(title
                            + (with(Status.KNOWN).isEmpty()
                                    ? "; every one that applies passed every time."
                                    : "; every one that applies passed every time, but for the known deviations."))
                    .gap();
            return;
        }
        paper.line(title + "; not always passed:");
        for (Report.Tally tally : unsteady) {
            paper.line("  " + Words.padded(tally.rule().id(), 8) + " passed " + tally.passed() + " of " + tally.runs()
                    + ", failed " + tally.failed() + ", inconclusive " + tally.inconclusive() + ", suite error "
                    + tally.error());
        }
        paper.gap();
    }

    /** What never applied, and what is known to fail, is told elsewhere. */
    private static boolean isTold(Report.Tally tally) {
        return tally.passed() + tally.failed() + tally.inconclusive() + tally.error() > 0;
    }

    private void warnings() {
        List<RuleResult> warnings = report.warnings();
        if (warnings.isEmpty()) {
            return;
        }
        FailureText text = new FailureText(report, invocation, isVerbose);
        paper.line(
                Ink.WARNING,
                "Warnings: " + Words.count(warnings.size(), "rule") + " below what is scored (" + report.scoring()
                        + ")");
        for (RuleResult warning : warnings) {
            paper.gap();
            text.printShort(paper, warning, Ink.WARNING);
        }
        paper.gap();
    }

    private void failures() {
        List<RuleResult> failures = report.violations();
        if (failures.isEmpty()) {
            return;
        }
        FailureText text = new FailureText(report, invocation, isVerbose);
        paper.line(Ink.BAD, "Failures: " + Words.count(failures.size(), "rule") + beginning(failures));
        for (FailureGroup group : FailureGroup.of(failures, isVerbose)) {
            paper.gap();
            text.print(paper, group, Ink.BAD);
        }
        paper.gap();
    }

    /** Who loses frames or mixes up peers fails in much that has to do with neither. */
    private static String beginning(List<RuleResult> failures) {
        List<String> basic = failures.stream()
                .filter(RuleResult::executed)
                .map(RuleResult::rule)
                .filter(rule -> rule.group() == Group.ENVELOPE || rule.group() == Group.IDENTITY)
                .map(RuleInfo::id)
                .toList();
        return basic.isEmpty() || basic.size() == failures.size()
                ? ""
                : "; begin with " + Words.list(basic, MOST_BASIC) + ", the rest may follow from that";
    }

    private void trouble() {
        Report.Trouble trouble = report.trouble();
        if (trouble == null) {
            return;
        }
        paper.line(
                Ink.BAD,
                switch (trouble.kind()) {
                    case SUBJECT_NOT_STARTED -> "The subject could not be started or reached:";
                    case SUITE_FAILED -> "The run could not be carried through:";
                });
        paper.line("  " + trouble.message().replace("\n", "\n  ")).gap();
    }

    private void ending() {
        Report.Run run = report.run();
        if (report.executed() >= MANY_EXECUTED) {
            paper.prose(0, whereTheTimeWent());
        }
        if (hasStarted(report)) {
            Profile profile = report.subject().profile();
            String executed = profile == null
                    ? "Executed no rule; which profile the subject follows was " + UNKNOWN
                    : "Executed " + report.executed() + " of the " + Words.count(run.inProfile(), "rule")
                            + " in profile " + profile.word();
            paper.prose(
                    0,
                    executed
                            + String.format(Locale.ROOT, "; seed %d, time factor %.1f.", run.seed(), run.timeFactor()));
        }
        if (!files.isEmpty()) {
            paper.line(files);
        }
        writeVerdict(report, paper);
    }

    /** Rules run beside each other, so these times are no parts of the whole. */
    private String whereTheTimeWent() {
        String slowest = report.results().stream()
                .filter(RuleResult::executed)
                .sorted(Comparator.comparing(RuleResult::duration).reversed())
                .limit(MOST_SLOW)
                .map(result -> result.rule().id() + " " + Durations.text(result.duration()))
                .collect(Collectors.joining(", "));
        Report.Starts starts = report.run().starts();
        return "Slowest: " + slowest
                + (starts.count() == 0
                        ? "."
                        : "; " + Words.count(starts.count(), "start") + " of the subject took "
                                + Durations.text(starts.together()) + " together.");
    }

    private List<RuleResult> with(Status status) {
        return report.results().stream()
                .filter(result -> result.status() == status)
                .toList();
    }
}
