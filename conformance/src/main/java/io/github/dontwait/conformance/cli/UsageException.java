package io.github.dontwait.conformance.cli;

/** The user asked for something that cannot be: one sentence that says what, and a hint that says what to do. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    UsageException(String sentence, String hint) {
        super(sentence);
        this.hint = hint;
    }

    /** What to do about it; may be empty. */
    String hint() {
        return hint;
    }
}
