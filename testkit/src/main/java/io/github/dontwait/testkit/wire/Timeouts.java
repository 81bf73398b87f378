package io.github.dontwait.testkit.wire;

import java.time.Duration;

/**
 * How long the kit waits.
 *
 * @param arrival patience with something that must come; ends at once when it comes
 * @param close patience with a connection that must be closed
 * @param silence the quiet window where nothing may come and no fence is possible; never stretched
 * @param factor by how much the patience was stretched; 1 is the standard
 */
public record Timeouts(Duration arrival, Duration close, Duration silence, double factor) {

    private static final Timeouts STANDARD =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(300), 1.0);

    public Timeouts {
        if (arrival.isNegative() || close.isNegative() || silence.isNegative()) {
            throw new IllegalArgumentException(
                    "a timeout is zero or more: arrival " + arrival + ", close " + close + ", silence " + silence);
        }
        requireFactor(factor);
    }

    /** Five seconds of patience, 300 ms of silence. */
    public static Timeouts standard() {
        return STANDARD;
    }

    /**
     * The same with all patience longer (or shorter) by this factor.
     *
     * @throws IllegalArgumentException if the factor is not a number above 0
     */
    public Timeouts stretchedBy(double times) {
        requireFactor(times);
        return new Timeouts(stretch(arrival, times), stretch(close, times), silence, factor * times);
    }

    /** The same with another patience for arrivals. */
    public Timeouts withArrival(Duration patience) {
        return new Timeouts(patience, close, silence, factor);
    }

    /** The same with another patience for closed connections. */
    public Timeouts withClose(Duration patience) {
        return new Timeouts(arrival, patience, silence, factor);
    }

    /** The same with another quiet window. */
    public Timeouts withSilence(Duration window) {
        return new Timeouts(arrival, close, window, factor);
    }

    private static void requireFactor(double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("a time factor is a number above 0, for example 2.5, not " + factor);
        }
    }

    private static Duration stretch(Duration duration, double times) {
        return Duration.ofNanos(Math.round(duration.toNanos() * times));
    }
}
