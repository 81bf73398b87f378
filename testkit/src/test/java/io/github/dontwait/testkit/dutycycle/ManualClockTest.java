package io.github.dontwait.testkit.dutycycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class ManualClockTest {

    private final ManualClock clock = new ManualClock();

    @Test
    void standsStillUntilItIsToldToGoOn() {
        LongSupplier nanos = clock;
        InstantSource instants = clock;
        long before = nanos.getAsLong();
        assertThat(instants.instant()).isEqualTo("2000-01-01T00:00:00Z");
        assertThat(nanos.getAsLong()).isEqualTo(before);
        clock.advance(Duration.ofMillis(1_500));
        assertThat(nanos.getAsLong() - before).isEqualTo(1_500_000_000);
        assertThat(clock.nanoTime()).isEqualTo(nanos.getAsLong());
        assertThat(instants.instant()).isEqualTo("2000-01-01T00:00:01.500Z");
        assertThat(clock.millis()).isEqualTo(instants.millis());
        assertThat(clock).hasToString("ManualClock[2000-01-01T00:00:01.500Z]");
    }

    @Test
    void itsNanosecondsWrapRoundSoon() {
        long before = clock.nanoTime();
        clock.advance(Duration.ofMillis(2));
        assertThat(clock.nanoTime()).isNegative();
        assertThat(clock.nanoTime() - before).isEqualTo(2_000_000);
    }

    @Test
    void timeDoesNotGoBackButTheTimeOfDayMay() {
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time does not go back: PT-1S; to set the time of day back, use setInstant");
        long before = clock.nanoTime();
        clock.setInstant(Instant.EPOCH);
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
        assertThat(clock.nanoTime()).isEqualTo(before);
    }

    @Test
    void anotherZoneIsTheSameClock() {
        ManualClock tokyo = ManualClock.at(Instant.EPOCH).withZone(ZoneId.of("Asia/Tokyo"));
        ManualClock back = tokyo.withZone(ZoneOffset.UTC);
        back.advance(Duration.ofHours(1));
        assertThat(tokyo.instant()).isEqualTo("1970-01-01T01:00:00Z");
        assertThat(tokyo.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }
}
