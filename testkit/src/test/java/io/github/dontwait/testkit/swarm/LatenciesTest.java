package io.github.dontwait.testkit.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreThoseOfTheSortedTimesAndTooLargeByLessThanAHundredth() {
        long[] times = new Random(1)
                .longs(10_000, 0, 34)
                .map(doubling -> (1L << doubling) + doubling * 7)
                .toArray();
        Latencies latencies = new Latencies();
        for (long time : times) {
            latencies.record(time);
        }
        long[] sorted = LongStream.of(times).sorted().toArray();
        Latency summary = latencies.summary();
        assertThat(summary.count()).isEqualTo(10_000);
        assertAbout(summary.p50(), sorted[4_999]);
        assertAbout(summary.p90(), sorted[8_999]);
        assertAbout(summary.p99(), sorted[9_899]);
        assertAbout(summary.p999(), sorted[9_989]);
        assertThat(summary.max()).isEqualTo(Duration.ofNanos(sorted[9_999]));
    }

    private static void assertAbout(Duration actual, long exact) {
        assertThat(actual.toNanos()).isBetween(exact, exact + exact / 100);
    }

    @Test
    void theyAddUp() {
        Latencies one = new Latencies();
        one.record(100);
        Latencies other = new Latencies();
        other.record(Long.MAX_VALUE);
        other.record(-1);
        one.add(other);
        Latency summary = one.summary();
        assertThat(summary.count()).isEqualTo(3);
        assertThat(summary.p50()).isEqualTo(Duration.ofNanos(100));
        assertThat(summary.max()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void noneAreZero() {
        assertThat(new Latencies().summary())
                .hasToString("p50 0 ms  p90 0 ms  p99 0 ms  p99.9 0 ms  max 0 ms")
                .extracting(Latency::count)
                .isEqualTo(0L);
    }
}
