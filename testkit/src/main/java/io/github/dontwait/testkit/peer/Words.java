package io.github.dontwait.testkit.peer;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How failures say things. */
final class Words {

    private Words() {}

    /**
     * A patience that can be had.
     *
     * @throws IllegalArgumentException if it is negative
     */
    static Duration patience(Duration patience) {
        if (requireNonNull(patience, "patience").isNegative()) {
            throw new IllegalArgumentException("a patience is zero or more, not " + patience);
        }
        return patience;
    }

    /**
     * What is expected, of which there is something.
     *
     * @throws IllegalArgumentException if there is nothing: such an expectation could not fail
     */
    static <T> List<T> atLeastOne(T[] expected) {
        List<T> all = List.of(expected);
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing is expected here; for no message there are expectNothingBut and expectSilence");
        }
        return all;
    }

    /** A duration as a person says it: {@code 5 s}, {@code 1.5 s}, {@code 300 ms}. */
    static String of(Duration duration) {
        double millis = Deadline.nanos(duration) / 1_000_000.0;
        return millis >= 1_000 ? number(millis / 1_000) + " s" : number(millis) + " ms";
    }

    /** Each on a line of its own, indented by two blanks; begins with a line break. */
    static String lines(Collection<?> all) {
        return all.stream().map(each -> "\n  " + each).collect(Collectors.joining());
    }

    /** The first three and how many more there are. */
    static String some(Collection<?> all) {
        String first = all.stream().limit(3).map(Object::toString).collect(Collectors.joining(", "));
        return all.size() > 3 ? first + " and " + (all.size() - 3) + " more" : first;
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
