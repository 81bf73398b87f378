package io.github.dontwait.conformance.report;

import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleResult;
import java.util.List;

/** Names the mistakes of tutorials that a subject died of: who learned from them finds out what to unlearn. */
final class TaughtMistakes {

    private TaughtMistakes() {}

    /** Writes nothing where nothing that the subject said last gives a sign of one. */
    static void of(Report report, Paper paper) {
        List<Erratum> taught = Erratum.seenIn(lastWords(report));
        if (taught.isEmpty()) {
            return;
        }
        paper.line(Ink.WARNING, "A popular tutorial teaches this mistake (conformance/RULES.md has them all):");
        for (Erratum erratum : taught) {
            paper.labelled(Ink.PLAIN, "  " + Words.padded(erratum.id(), 4), Ink.PLAIN, erratum.says());
            paper.labelled(Ink.PLAIN, "      ", Ink.PLAIN, "True is: " + erratum.truth());
        }
        paper.gap();
    }

    private static String lastWords(Report report) {
        StringBuilder words = new StringBuilder();
        if (report.trouble() != null) {
            words.append(report.trouble().message());
        }
        for (RuleResult failure : report.violations()) {
            RuleResult.Violation violation = failure.violation();
            words.append('\n').append(failure.reason());
            if (violation != null && violation.death() != null) {
                words.append('\n').append(violation.death());
            }
        }
        return words.toString();
    }
}
