package io.github.dontwait.conformance;

/** What became of one rule in one run. */
public enum Status {
    /** The behaviour was observed. */
    PASSED("passed"),
    /** The subject broke the rule. */
    FAILED("failed"),
    /** It failed exactly as the known-deviations file says. */
    KNOWN("known"),
    /** The subject does not declare the capability, or the rung cannot decide it. Never counted as passed. */
    NOT_APPLICABLE("not-applicable"),
    /** The machine stalled during a timing rule, also when it was tried again. */
    INCONCLUSIVE("inconclusive"),
    /** The suite's own fault. */
    ERROR("error");

    private final String word;

    Status(String word) {
        this.word = word;
    }

    /** The word that reports use. */
    public String word() {
        return word;
    }
}
