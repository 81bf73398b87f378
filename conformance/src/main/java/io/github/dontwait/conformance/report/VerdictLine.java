package io.github.dontwait.conformance.report;

import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A whole report in one line. */
public final class VerdictLine {

    private static final int MOST_IDS = 8;
    private static final long MOST_FACTOR = 100;

    /** Beyond this a stall of the machine makes timing rules inconclusive. */
    private static final Duration STALL = Duration.ofMillis(150);

    private VerdictLine() {}

    /** For example {@code conformant: 46 of 46 applicable rules passed (12 not applicable) in 9.8 s}. */
    public static String of(Report report) {
        String time = Durations.seconds(report.run().duration());
        Report.Trouble trouble = report.trouble();
        if (trouble != null && trouble.kind() == Report.Trouble.Kind.SUBJECT_NOT_STARTED) {
            return report.verdict().word() + ": " + notStarted(report.subject().kind(), trouble) + " (after " + time
                    + ")";
        }
        return report.verdict().word() + scope(report) + ": " + because(report) + " in " + time;
    }

    /** What happened, without what to do about it: that was said above. */
    private static String notStarted(Subject.Kind kind, Report.Trouble trouble) {
        String first = firstLine(trouble.message())
                .replaceFirst("(; | \\().*", "")
                .replaceFirst("^the subject ", "it ")
                .replaceFirst(":$", "");
        return "the subject was not " + (kind == Subject.Kind.ENDPOINT ? "reached: " : "started: ") + first;
    }

    /** A subject conforms to its profile, and to no more. */
    private static String scope(Report report) {
        Profile profile = report.subject().profile();
        if (profile == null || profile == Profile.FULL || report.verdict() != Verdict.CONFORMANT) {
            return "";
        }
        boolean gaveNoReply =
                profile == Profile.WIRE && report.subject().idleRoundTrip().isZero();
        return " (profile " + profile.word() + (gaveNoReply ? ", it gave no reply" : "") + ")";
    }

    /** What colours it. */
    static Ink ink(Verdict verdict) {
        return switch (verdict) {
            case CONFORMANT -> Ink.VERDICT_GOOD;
            case NONCONFORMANT -> Ink.VERDICT_BAD;
            case UNDECIDED -> Ink.VERDICT_WARNING;
        };
    }

    private static String because(Report report) {
        return switch (report.verdict()) {
            case CONFORMANT -> passed(report) + aside(report);
            case NONCONFORMANT -> broken(report) + "; " + passed(report) + aside(report);
            case UNDECIDED -> doubt(report);
        };
    }

    private static String broken(Report report) {
        List<String> ids = ids(report, result -> report.violations().contains(result));
        String cut = report.trouble() == null
                ? ""
                : "; the run was cut short: " + firstLine(report.trouble().message());
        return Words.count(ids.size(), "rule") + " broken: " + Words.list(ids, MOST_IDS) + cut;
    }

    private static String passed(Report report) {
        long applicable = report.results().size() - report.count(Status.NOT_APPLICABLE);
        return report.count(Status.PASSED) + " of " + applicable + " applicable " + (applicable == 1 ? "rule" : "rules")
                + " passed" + (report.run().repetitions() > 1 ? " every time" : "");
    }

    private static String aside(Report report) {
        List<String> parts = new ArrayList<>();
        add(parts, report.count(Status.NOT_APPLICABLE), "not applicable");
        add(parts, report.count(Status.KNOWN), "known to fail");
        add(parts, report.warnings().size(), report.warnings().size() == 1 ? "warning" : "warnings");
        add(parts, report.count(Status.INCONCLUSIVE), "inconclusive");
        add(parts, report.count(Status.ERROR), "suite error");
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private static void add(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(number + " " + what);
        }
    }

    private static String doubt(Report report) {
        Report.Trouble trouble = report.trouble();
        if (trouble != null) {
            return firstLine(trouble.message());
        }
        List<String> errors = ids(report, result -> result.status() == Status.ERROR);
        if (!errors.isEmpty()) {
            return "the suite itself failed in " + Words.count(errors.size(), "rule") + ": "
                    + Words.list(errors, MOST_IDS) + "; " + passed(report);
        }
        if (report.executed() == 0) {
            return "nothing was executed, " + Words.count(report.results().size(), "rule") + " selected"
                    + aside(report);
        }
        List<String> open = ids(
                report,
                result -> result.status() == Status.INCONCLUSIVE
                        && report.scoring().counts(result.rule()));
        return undecided(report, open) + "; " + passed(report) + aside(report);
    }

    /** Whose fault it was that rules stayed open: nobody is blamed without evidence. */
    private static String undecided(Report report, List<String> open) {
        String rules = Words.count(open.size(), "rule") + ": " + Words.list(open, MOST_IDS);
        Duration idle = report.subject().idleRoundTrip();
        if (report.subject().isSlow()) {
            return "the subject was too slow to decide " + rules + "; " + Durations.text(idle)
                    + " for one request, --time-factor " + factor(report) + " gives it more time";
        }
        return report.run().calibration().stallMax().compareTo(STALL) > 0
                ? "the machine was too loaded to decide " + rules
                : Words.count(open.size(), "rule") + " could not be decided: " + Words.list(open, MOST_IDS);
    }

    /** What gives a slow subject about the chances of one that is not. */
    private static long factor(Report report) {
        double stretch = Math.max(2, report.subject().idleRoundTrip().toMillis() / 40.0);
        return Math.min(
                MOST_FACTOR, Math.round(stretch * Math.max(1, report.run().timeFactor())));
    }

    static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    private static List<String> ids(Report report, Predicate<RuleResult> which) {
        return report.results().stream()
                .filter(which)
                .map(result -> result.rule().id())
                .toList();
    }
}
