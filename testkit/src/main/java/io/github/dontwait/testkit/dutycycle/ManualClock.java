package io.github.dontwait.testkit.dutycycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock that stands still until it is told to go on, in the three shapes in which code asks for the time: a
 * {@link Clock} (and so an {@link java.time.InstantSource}), and a {@link LongSupplier} in the place of
 * {@link System#nanoTime()}.
 *
 * <p>Its nanoseconds start a millisecond before they wrap round, as those of a real machine may: code that compares them
 * with {@code <} instead of a difference fails at once. Any thread may use it.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock();
 * Heartbeats heartbeats = new Heartbeats(clock, Duration.ofSeconds(1));
 * clock.advance(Duration.ofSeconds(1));
 * }</pre>
 */
public final class ManualClock extends Clock implements LongSupplier {

    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
    private static final long FIRST_NANOS = Long.MAX_VALUE - 1_000_000;

    private final Moment moment;
    private final ZoneId zone;

    /** A clock that stands at the first moment of the year 2000, UTC. */
    public ManualClock() {
        this(new Moment(START), ZoneOffset.UTC);
    }

    private ManualClock(Moment moment, ZoneId zone) {
        this.moment = moment;
        this.zone = zone;
    }

    /** A clock that stands at this moment, UTC. */
    public static ManualClock at(Instant moment) {
        return new ManualClock(new Moment(moment), ZoneOffset.UTC);
    }

    /**
     * Lets this time pass.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(
                    "time does not go back: " + time + "; to set the time of day back, use setInstant");
        }
        synchronized (moment) {
            moment.nanos += time.toNanos();
            moment.instant = moment.instant.plus(time);
        }
    }

    /** Sets the time of day, forwards or back, as an administrator would; the nanoseconds do not notice. */
    public void setInstant(Instant timeOfDay) {
        synchronized (moment) {
            moment.instant = timeOfDay;
        }
    }

    /** Nanoseconds since an arbitrary origin, in place of {@link System#nanoTime()}: only differences mean something. */
    public long nanoTime() {
        synchronized (moment) {
            return moment.nanos;
        }
    }

    /** The same as {@link #nanoTime()}. */
    @Override
    public long getAsLong() {
        return nanoTime();
    }

    @Override
    public Instant instant() {
        synchronized (moment) {
            return moment.instant;
        }
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock, which both move, seen in another zone. */
    @Override
    public ManualClock withZone(ZoneId other) {
        return new ManualClock(moment, other);
    }

    @Override
    public String toString() {
        return "ManualClock[" + instant() + "]";
    }

    /** What a clock and its like in other zones share; its own lock guards it. */
    private static final class Moment {

        private long nanos = FIRST_NANOS;
        private Instant instant;

        private Moment(Instant instant) {
            this.instant = instant;
        }
    }
}
