package io.github.dontwait.conformance.mutant;

import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.RuleResult.Violation;
import io.github.dontwait.conformance.Status;
import java.util.Optional;

/** Whether a rule killed its mutant, and for the right reason. */
public final class KillCheck {

    /** Mutants are not waited for as long as subjects that may be right: what does not come soon does not come. */
    public static final double TIME_FACTOR = 0.3;

    /** What the probe after each rule says. */
    private static final String LIVENESS = "to live and answer after the rule";

    /** What is said of a rule that had to be ended. */
    private static final String OVER_BUDGET = "the rule did not end within";

    private KillCheck() {}

    /** What is wrong with this kill; empty if nothing is. */
    public static Optional<String> fault(Kills kills, RuleResult result) {
        String text = text(result);
        if (result.status() != Status.FAILED) {
            return Optional.of("it does not kill it: " + result.status().word() + (text.isEmpty() ? "" : ", " + text));
        }
        if (!result.executed()) {
            return Optional.of("the mutant must get far enough for the rule to be run: " + text);
        }
        if (!kills.byLiveness() && text.contains(LIVENESS)) {
            return Optional.of("the rule itself must notice, not the probe after it: " + text);
        }
        if (text.contains(OVER_BUDGET)) {
            return Optional.of("the rule must notice before it is ended: " + text);
        }
        return text.contains(kills.says())
                ? Optional.empty()
                : Optional.of("its failure does not say '" + kills.says() + "': " + text);
    }

    /** Everything that a failure says, but for the transcript. */
    private static String text(RuleResult result) {
        Violation violation = result.violation();
        String seen = violation == null
                ? ""
                : "\nexpected: " + violation.expected() + "\nobserved: " + violation.observed() + "\ndifference: "
                        + violation.difference();
        return result.reason() + seen;
    }
}
