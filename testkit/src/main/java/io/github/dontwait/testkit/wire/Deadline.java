package io.github.dontwait.testkit.wire;

import java.time.Duration;
import java.util.Locale;

/** A moment after which nobody waits any more. */
public final class Deadline {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    private final Duration patience;
    private final long endNanos;

    private Deadline(Duration patience) {
        this.patience = patience;
        this.endNanos = System.nanoTime() + nanos(patience);
    }

    /** The moment so far from now; more than a century away if the patience has no end. */
    public static Deadline in(Duration patience) {
        return new Deadline(patience);
    }

    /** A duration in nanoseconds, as far as deadlines can count: to 146 years. */
    public static long nanos(Duration duration) {
        if (duration.compareTo(LONGEST) > 0) {
            return LONGEST.toNanos();
        }
        return duration.isNegative() ? -nanos(duration.negated()) : duration.toNanos();
    }

    /** What remains; zero after the deadline. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    /** The nanoseconds that remain; negative after the deadline. */
    public long remainingNanos() {
        return endNanos - System.nanoTime();
    }

    /** The milliseconds that remain, rounded up, for a selector: at least 1 before the deadline, 0 after it. */
    public long remainingMillis() {
        long nanos = remainingNanos();
        return nanos <= 0 ? 0 : (nanos + 999_999) / 1_000_000;
    }

    /** Whether it has passed. */
    public boolean isOver() {
        return remainingNanos() <= 0;
    }

    /** The patience as a person says it, for example {@code 5 s}. */
    @Override
    public String toString() {
        return inWords(patience);
    }

    /** A duration as a person says it: {@code 5 s}, {@code 1.5 s}, {@code 0.3 ms}. */
    public static String inWords(Duration duration) {
        long micros = nanos(duration) / 1_000;
        if (micros >= 1_000_000) {
            return number(micros / 1_000_000.0) + " s";
        }
        return number(micros / 1_000.0) + " ms";
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
