package io.github.dontwait.testkit.junit;

/**
 * Text that belongs to a failure, as a suppressed throwable: the one place that Surefire, Gradle and every IDE print
 * together with the failure itself.
 */
final class Explanation extends Exception {

    private static final long serialVersionUID = 1L;

    private final String text;

    Explanation(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    /** The text alone: the name of this class would tell nobody anything, and it is printed by {@code toString()}. */
    @SuppressWarnings("OverrideThrowableToString")
    @Override
    public String toString() {
        return text;
    }
}
