package io.github.dontwait.conformance.cross;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleResult;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one rule made of one mutant.
 *
 * @param named whether the mutant was made for this rule
 * @param fault what is wrong with the kill of a named one; empty if nothing is, and where it is not named
 */
record Cell(String mutant, Role role, String rule, boolean named, Outcome outcome, String fault) {

    private static final int COLUMNS = 6;

    /** The verdict of a rule on a mutant. */
    enum Outcome {
        /** It failed. */
        KILLED,
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

        private static final Map<String, Outcome> BY_WORD = Map.of(
                KILLED.word(), KILLED,
                SURVIVED.word(), SURVIVED,
                SOMETIMES.word(), SOMETIMES,
                UNDECIDED.word(), UNDECIDED,
                NOT_APPLICABLE.word(), NOT_APPLICABLE);

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

    /** One line, for the record of a run that may be resumed. */
    String line() {
        return String.join(
                "\t",
                mutant,
                role.word(),
                rule,
                named ? "named" : "",
                outcome.word(),
                fault.replaceAll("\\s+", " ").strip());
    }

    /** Reads such a line; null if it is none, as the last line of a run that was ended may be. */
    static @Nullable Cell read(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            return null;
        }
        Outcome outcome = Outcome.BY_WORD.get(columns[4]);
        return outcome == null
                ? null
                : new Cell(
                        columns[0],
                        Role.valueOf(columns[1].toUpperCase(Locale.ROOT)),
                        columns[2],
                        columns[3].equals("named"),
                        outcome,
                        columns[5]);
    }
}
