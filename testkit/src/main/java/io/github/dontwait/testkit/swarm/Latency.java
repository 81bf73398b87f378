package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;

/**
 * How long something took, many times. Each percentile is the least time that so many of a hundred did not exceed; it may
 * be too large by less than a hundredth. Where nothing was measured all times are zero.
 *
 * @param count how often it was measured
 * @param p50 half of them took no longer
 * @param p90 nine of ten took no longer
 * @param p99 99 of a hundred took no longer
 * @param p999 999 of a thousand took no longer
 * @param max the longest, exact
 */
public record Latency(long count, Duration p50, Duration p90, Duration p99, Duration p999, Duration max) {

    /** For example {@code p50 0.1 ms  p90 0.3 ms  p99 2 ms  p99.9 4.1 ms  max 7 ms}. */
    @Override
    public String toString() {
        return "p50 " + Deadline.inWords(p50) + "  p90 " + Deadline.inWords(p90) + "  p99 " + Deadline.inWords(p99)
                + "  p99.9 " + Deadline.inWords(p999) + "  max " + Deadline.inWords(max);
    }
}
