package io.github.dontwait.conformance.cli.doctor;

/**
 * One line of the checklist.
 *
 * @param outcome how it went
 * @param check what was checked, in a few words
 * @param seen what was seen
 * @param remedy what to do; empty where nothing has to be done
 */
public record Finding(Outcome outcome, String check, String seen, String remedy) {

    /** How a check went. */
    public enum Outcome {
        /** As it should be. */
        GOOD,
        /** Allowed, and worth knowing. */
        NOTE,
        /** Wrong: rules would fail for it. */
        BAD,
        /** Could not be checked. */
        SKIPPED
    }

    static Finding good(String check, String seen) {
        return new Finding(Outcome.GOOD, check, seen, "");
    }

    static Finding note(String check, String seen, String advice) {
        return new Finding(Outcome.NOTE, check, seen, advice);
    }

    static Finding bad(String check, String seen, String remedy) {
        return new Finding(Outcome.BAD, check, seen, remedy);
    }

    static Finding skipped(String check, String why) {
        return new Finding(Outcome.SKIPPED, check, why, "");
    }
}
