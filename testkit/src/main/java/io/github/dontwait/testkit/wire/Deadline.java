package io.github.dontwait.testkit.wire;

import java.time.Duration;
import java.util.Locale;

/** A moment after which nobody waits any more. */
public final class Deadline {

    private final Duration patience;
    private final long endNanos;

    private Deadline(Duration patience) {
        this.patience = patience;
        this.endNanos = System.nanoTime() + patience.toNanos();
    }

    /** The moment that is so far from now. */
    public static Deadline in(Duration patience) {
        return new Deadline(patience);
    }

    /** How long it is until then; 0 or less afterwards. */
    public long remainingNanos() {
        return endNanos - System.nanoTime();
    }

    /** The milliseconds that remain, rounded up, for a selector: at least 1 before the deadline, 0 after it. */
    long remainingMillis() {
        long nanos = remainingNanos();
        return nanos <= 0 ? 0 : (nanos + 999_999) / 1_000_000;
    }

    /** Whether it has come. */
    public boolean isOver() {
        return remainingNanos() <= 0;
    }

    /** The patience as a person says it, for example {@code 5 s}. */
    @Override
    public String toString() {
        return inWords(patience);
    }

    /** A duration as a person says it: {@code 5 s}, {@code 1.5 s}, {@code 300 ms}. */
    public static String inWords(Duration duration) {
        long micros = duration.toNanos() / 1_000;
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
