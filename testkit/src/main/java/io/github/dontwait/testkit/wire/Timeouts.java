package io.github.dontwait.testkit.wire;

import static java.util.Objects.requireNonNull;

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

    /** The system property by whose number {@link #configured()} stretches all patience. */
    public static final String TIME_FACTOR = "dontwait.time-factor";

    /** The environment variable that is read where the property is not set. */
    public static final String TIME_FACTOR_VARIABLE = "DONTWAIT_TIME_FACTOR";

    private static final Timeouts STANDARD =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(300), 1.0);

    public Timeouts {
        requireNonNull(arrival, "arrival");
        requireNonNull(close, "close");
        requireNonNull(silence, "silence");
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
     * The standard, stretched as this machine asks for: by the system property {@value #TIME_FACTOR}, or else by the
     * environment variable {@value #TIME_FACTOR_VARIABLE}.
     *
     * @throws IllegalArgumentException if that is not a number above 0
     */
    public static Timeouts configured() {
        String property = System.getProperty(TIME_FACTOR);
        if (property != null) {
            return stretched(TIME_FACTOR, property);
        }
        String variable = System.getenv(TIME_FACTOR_VARIABLE);
        return variable == null || variable.isBlank() ? STANDARD : stretched(TIME_FACTOR_VARIABLE, variable);
    }

    /**
     * The standard, stretched by a number that somebody has written.
     *
     * @param source where it stands, for the failure
     * @throws IllegalArgumentException if it is not a number above 0
     */
    public static Timeouts stretched(String source, String number) {
        try {
            return STANDARD.stretchedBy(Double.parseDouble(number.strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    source + " is \"" + number + "\"; a time factor is a number above 0, for example 2.5", e);
        }
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
        return Duration.ofNanos(Math.round(Deadline.nanos(duration) * times));
    }
}
