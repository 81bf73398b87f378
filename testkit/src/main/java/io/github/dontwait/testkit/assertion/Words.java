package io.github.dontwait.testkit.assertion;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How numbers read in failures. */
final class Words {

    private Words() {}

    static String frames(int count) {
        return count(count, "frame");
    }

    static String octets(int count) {
        return count(count, "octet");
    }

    static String messages(int count) {
        return count(count, "message");
    }

    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Whole milliseconds, or fractions of small ones: {@code 1500 ms}, {@code 0.2 ms}. */
    static String of(Duration time) {
        long millis = time.toMillis();
        return millis >= 10 || time.toNanos() % 1_000_000 == 0
                ? millis + " ms"
                : String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1_000_000.0);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    /** {@code alice}, {@code alice and bob}, {@code alice, bob and carol}. */
    static String list(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    static String inQuotes(String name) {
        return '"' + name + '"';
    }
}
