package io.github.dontwait.conformance.report;

import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** One failure, in the one order: verdict, sentence, expectation, observation, difference, transcript, source, again. */
public final class FailureText {

    private static final int MOST_OTHERS = 60;

    private final Function<RuleInfo, String> again;
    private final Transcripts transcripts;

    /** How much of a transcript is printed. */
    private enum Transcripts {
        WHOLE,
        /** And the rest is in the files of the run. */
        CUT,
        /** And the rest is nowhere. */
        CUT_FOR_GOOD
    }

    FailureText(Report report, Invocation invocation, boolean isVerbose) {
        this(rule -> invocation.again(rule, report), isVerbose ? Transcripts.WHOLE : Transcripts.CUT);
    }

    private FailureText(Function<RuleInfo, String> again, Transcripts transcripts) {
        this.again = again;
        this.transcripts = transcripts;
    }

    /**
     * One failure by itself, for those who run rules without a report.
     *
     * @param again what repeats the rule, for a POSIX shell
     */
    public static String of(RuleResult failure, String again) {
        Paper paper = Paper.plain();
        new FailureText(rule -> again, Transcripts.CUT_FOR_GOOD)
                .print(paper, new FailureGroup(failure, List.of()), Ink.PLAIN);
        return paper.text();
    }

    void print(Paper paper, FailureGroup group, Ink ink) {
        RuleResult result = group.first();
        if (KnownDeviations.isStale(result)) {
            // It passed: there is nothing to look for.
            head(paper, result.rule(), ink);
            paper.prose(2, result.reason());
            return;
        }
        if (!result.executed() && !group.others().isEmpty()) {
            notRun(paper, group, ink);
            return;
        }
        head(paper, result.rule(), ink);
        paper.gap();
        if (result.violation() == null) {
            lines(paper, result.reason());
        } else {
            violation(paper, result, result.violation());
        }
        if (!group.others().isEmpty()) {
            others(paper, group);
        }
        transcript(paper, result, result.violation() != null);
        paper.gap();
        label(paper, "Source:   ", result.rule().rule().source());
        RuleResult.Violation violation = result.violation();
        if (violation != null && violation.death() != null) {
            label(paper, "Look for: ", "what ended it, above: a program that dies breaks whatever rule is being run");
        } else if (result.executed()) {
            String label = "Look for: ";
            for (String cause : result.rule().rule().causes()) {
                label(paper, label, cause);
                label = " ".repeat(label.length());
            }
        }
        if (violation != null && violation.at() != null) {
            label(paper, "Rule:     ", violation.at());
        }
        again(paper, result.rule());
    }

    /** No rule saw anything: what they need is missing, and none of them is the place to look. */
    private void notRun(Paper paper, FailureGroup group, Ink ink) {
        int count = group.others().size() + 1;
        paper.print(ink, "[not run]")
                .print(Ink.STRONG, " " + count + " rules failed without being run")
                .end();
        List<String> ids = Stream.concat(Stream.of(group.first()), group.others().stream())
                .map(each -> each.rule().id())
                .toList();
        paper.prose(2, Words.list(ids, MOST_OTHERS)).gap();
        lines(paper, group.first().reason());
        paper.gap();
        again(paper, group.first().rule());
    }

    /** The first line is ours to wrap; what a program printed is not. */
    private static void lines(Paper paper, String text) {
        List<String> lines = text.lines().toList();
        paper.prose(0, lines.get(0));
        lines.stream().skip(1).forEach(line -> paper.line(line));
    }

    /** A failure without transcript and causes, for rules that are not scored. */
    void printShort(Paper paper, RuleResult result, Ink ink) {
        head(paper, result.rule(), ink);
        if (KnownDeviations.isStale(result)) {
            paper.prose(2, result.reason());
            return;
        }
        if (result.violation() == null) {
            paper.prose(2, result.reason());
        } else {
            paper.prose(2, "Expecting " + result.violation().expected());
            paper.prose(2, "but " + result.violation().observed());
        }
        if (transcripts == Transcripts.WHOLE) {
            transcript(paper, result, true);
        }
        again(paper, result.rule());
    }

    private static void head(Paper paper, RuleInfo rule, Ink ink) {
        paper.print(ink, "[" + rule.id() + " " + rule.rule().level() + "]")
                .print(Ink.STRONG, " " + rule.name())
                .end();
        paper.prose(2, rule.rule().says());
    }

    private static void violation(Paper paper, RuleResult result, RuleResult.Violation violation) {
        boolean saysMore = !result.reason().isEmpty() && !result.reason().equals(violation.summary());
        if (saysMore) {
            paper.prose(0, result.reason()).gap();
        }
        if (violation.death() != null) {
            paper.line(Ink.BAD, "The subject died while the rule ran, unasked: " + violation.death())
                    .gap();
        }
        paper.line("Expecting " + violation.expected());
        paper.line("but " + violation.observed());
        if (violation.difference() != null) {
            paper.line(violation.difference());
        }
    }

    private static void others(Paper paper, FailureGroup group) {
        String many = Words.count(group.others().size(), "other rule");
        paper.gap()
                .prose(
                        0,
                        FailureGroup.isDeath(group.first())
                                ? "It died the same way in " + many + ":"
                                : "The same was seen by " + many + ":");
        paper.prose(
                2,
                Words.list(
                        group.others().stream().map(other -> other.rule().id()).toList(), MOST_OTHERS));
    }

    private void transcript(Paper paper, RuleResult result, boolean marksEnd) {
        if (!result.transcript().isEmpty()) {
            paper.gap().line("Transcript:");
            String elsewhere = transcripts == Transcripts.CUT ? ", --json has them" : "";
            TranscriptLines.of(result.transcript(), marksEnd, transcripts == Transcripts.WHOLE, elsewhere)
                    .forEach(line -> paper.line(line));
        }
    }

    private static void label(Paper paper, String label, String text) {
        paper.labelled(Ink.FAINT, label, Ink.PLAIN, text);
    }

    /** Never wrapped: it is there to be copied. */
    private void again(Paper paper, RuleInfo rule) {
        paper.print(Ink.FAINT, "Again:    ").print(again.apply(rule)).end();
    }
}
