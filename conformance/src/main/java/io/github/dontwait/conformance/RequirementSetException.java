package io.github.dontwait.conformance;

/** A set of requirements that there is not, or that cannot be read: one sentence that says what, and what to do about it. */
public final class RequirementSetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    public RequirementSetException(String sentence, String remedy) {
        super(sentence);
        this.remedy = remedy;
    }

    /** What to do about it; may be empty. */
    public String remedy() {
        return remedy;
    }
}
