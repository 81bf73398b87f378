package io.github.dontwait.conformance.cross;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleResult;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one rule made of one mutant.
 *
 * @param named whether the mutant was made for this rule
 * @param fault what is wrong with the kill of a named one; empty if nothing is, and where it is not named
 */
record Cell(String mutant, Role role, String rule, boolean named, Outcome outcome, String fault) {

    /** The verdict of a rule on a mutant. */
    enum Outcome {
        /** It failed. */
        KILLED,
        /** It failed, but it is the mutant's own, and not for the mutant's reason. */
        BY_ACCIDENT,
        /** It passed. */
        SURVIVED,
        /** It failed once of two times. */
        SOMETIMES,
        /** It could not decide, twice. */
        UNDECIDED,
        /** It asks for what the mutant does not declare, or could not be run on it. */
        NOT_APPLICABLE;

        /** The word in files. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static final Map<String, Outcome> BY_WORD =
                Arrays.stream(values()).collect(Collectors.toMap(Outcome::word, outcome -> outcome));

        /** The outcome of such a word. */
        static Optional<Outcome> ofWord(String word) {
            return Optional.ofNullable(BY_WORD.get(word));
        }

        /** Of a rule that was run once. */
        static Outcome of(RuleResult result) {
            return switch (result.status()) {
                case PASSED -> SURVIVED;
                case FAILED, KNOWN -> result.executed() ? KILLED : NOT_APPLICABLE;
                case NOT_APPLICABLE -> NOT_APPLICABLE;
                case INCONCLUSIVE, ERROR -> UNDECIDED;
            };
        }
    }

    /** Whether nothing is wrong with it. */
    boolean isSound() {
        return !named || outcome == Outcome.KILLED;
    }
}
