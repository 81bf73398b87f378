package io.github.dontwait.conformance.report;

/** What a piece of text is, to the eye. */
public enum Ink {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    WARNING("33"),
    BAD("31"),
    VERDICT_GOOD("1;32"),
    VERDICT_WARNING("1;33"),
    VERDICT_BAD("1;31");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /** The text between the terminal's codes for this ink. */
    String colour(String text) {
        return code.isEmpty() || text.isBlank() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
