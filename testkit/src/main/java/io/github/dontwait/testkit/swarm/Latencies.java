package io.github.dontwait.testkit.swarm;

import java.time.Duration;

/**
 * Counts times in classes that widen with the time: exact below 256 ns, above that too large by less than 1 in 128. The
 * memory is the same for any number of them.
 */
final class Latencies {

    private static final int EXACT_BITS = 8;
    private static final int CLASSES_PER_DOUBLING = 1 << (EXACT_BITS - 1);

    private final long[] counts = new long[CLASSES_PER_DOUBLING * (Long.SIZE - EXACT_BITS + 1)];
    private long count;
    private long maxNanos;

    void record(long nanos) {
        long positive = Math.max(0, nanos);
        counts[classOf(positive)]++;
        count++;
        maxNanos = Math.max(maxNanos, positive);
    }

    void add(Latencies other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        maxNanos = Math.max(maxNanos, other.maxNanos);
    }

    Latency summary() {
        return new Latency(
                count,
                percentile(0.5),
                percentile(0.9),
                percentile(0.99),
                percentile(0.999),
                Duration.ofNanos(maxNanos));
    }

    private Duration percentile(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < counts.length && wanted > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Duration.ofNanos(Math.min(largestOf(i), maxNanos));
            }
        }
        return Duration.ZERO;
    }

    /** The leading bit says which doubling, the seven behind it which class of that. */
    private static int classOf(long nanos) {
        int shift = Math.max(0, Long.SIZE - EXACT_BITS - Long.numberOfLeadingZeros(nanos));
        return shift * CLASSES_PER_DOUBLING + (int) (nanos >>> shift);
    }

    private static long largestOf(int index) {
        int shift = Math.max(0, index / CLASSES_PER_DOUBLING - 1);
        long leading = index - (long) shift * CLASSES_PER_DOUBLING;
        return (leading + 1 << shift) - 1;
    }
}
