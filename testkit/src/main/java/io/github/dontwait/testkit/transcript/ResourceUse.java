package io.github.dontwait.testkit.transcript;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * What a subject has used up to one moment.
 *
 * @param atNanos the moment, by {@link System#nanoTime()}
 * @param cpuTime the processor time of all its threads since its start
 * @param residentBytes the memory that it holds, or {@link #UNKNOWN}
 * @param descriptors the number of its open descriptors, or {@link #UNKNOWN}
 */
public record ResourceUse(long atNanos, Duration cpuTime, long residentBytes, int descriptors) {

    /** Stands for a number that whoever measured could not learn, such as a container's descriptors. */
    public static final int UNKNOWN = -1;

    /** What was used up to now. */
    public ResourceUse(Duration cpuTime, long residentBytes, int descriptors) {
        this(System.nanoTime(), cpuTime, residentBytes, descriptors);
    }

    /**
     * What a thread of this JVM has used up to now, for an actor that lives in the test: its processor time only.
     *
     * @throws IllegalArgumentException if the thread does not live
     */
    public static ResourceUse of(Thread thread) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = threads.getThreadCpuTime(thread.getId());
        if (nanos < 0) {
            throw new IllegalArgumentException("the thread \"" + thread.getName()
                    + "\" does not live, or this JVM does not tell its processor time");
        }
        return new ResourceUse(Duration.ofNanos(nanos), UNKNOWN, UNKNOWN);
    }

    /**
     * The processor time per time since an earlier moment: 1.0 is one core, always busy.
     *
     * @throws IllegalArgumentException if that moment was not earlier
     */
    public double cpuShareSince(ResourceUse earlier) {
        long passed = atNanos - earlier.atNanos;
        if (passed <= 0) {
            throw new IllegalArgumentException(
                    "the other use was measured later, by " + -passed + " ns; give the earlier");
        }
        return (double) cpuTime.minus(earlier.cpuTime).toNanos() / passed;
    }
}
