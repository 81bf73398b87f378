package io.github.dontwait.testkit.peer;

import java.time.Duration;
import java.util.Locale;

/** How failures say things. */
final class Words {

    private Words() {}

    /** A duration as a person says it: {@code 5 s}, {@code 1.5 s}, {@code 300 ms}. */
    static String of(Duration duration) {
        double millis = duration.toNanos() / 1_000_000.0;
        return millis >= 1_000 ? number(millis / 1_000) + " s" : number(millis) + " ms";
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
