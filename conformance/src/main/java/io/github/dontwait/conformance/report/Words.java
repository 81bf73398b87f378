package io.github.dontwait.conformance.report;

import java.util.List;

/** Small pieces of English. */
public final class Words {

    private Words() {}

    /** For example {@code 1 rule}, {@code 3 rules}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The text, with spaces behind it up to this width. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** The items with commas, the first few of them if they are many. */
    public static String list(List<String> items, int most) {
        return items.size() <= most
                ? String.join(", ", items)
                : String.join(", ", items.subList(0, most)) + " and " + (items.size() - most) + " more";
    }
}
