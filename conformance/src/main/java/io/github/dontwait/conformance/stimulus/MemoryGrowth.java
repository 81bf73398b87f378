package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.transcript.ResourceUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Does a subject keep what passes through it? Judged by equal loads, one after the other.
 *
 * <p>A collector of garbage lets memory grow for a while although nothing is kept, in steps, and by more than has passed
 * through. So nothing is found by one step. A subject passes as soon as its memory has grown by less than four tenths of
 * all that passed through, since then it cannot hold it; or when, after some loads to warm up, it stands still. Only one that
 * grows on and on, load after load, by so much that it may hold everything, is found to keep what it was sent.
 */
public final class MemoryGrowth {

    private static final int LEAST = 6;
    private static final int WARM_UP = 12;
    private static final int WINDOW = 12;

    /** More than half a gigabyte with loads of 16 MB. */
    private static final int MOST = 36;

    private static final double KEPT = 0.4;
    private static final double AT_REST = 0.25;
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SLOW = Duration.ofMillis(15);

    /** Some load. */
    public interface Load {

        /**
         * Puts it on the subject, and returns when that has dealt with it.
         *
         * @return false if the subject takes no more: then it keeps no more either
         */
        boolean put() throws InterruptedException;
    }

    private final Bench bench;
    private final List<Long> resident = new ArrayList<>();
    private int descriptorsBefore = ResourceUse.UNKNOWN;
    private boolean hasRefused;

    private MemoryGrowth(Bench bench) {
        this.bench = bench;
    }

    /**
     * Requires that memory stands still, sooner or later.
     *
     * @param what passes through, for the failure: {@code "messages of 10 kB"}
     * @param octets how many octets a load carries that a subject might keep
     */
    public static MemoryGrowth expectNone(Bench bench, String what, long octets, Load load)
            throws InterruptedException {
        MemoryGrowth growth = new MemoryGrowth(bench);
        if (bench.resources().residentBytes() == ResourceUse.UNKNOWN) {
            throw bench.notApplicable("this platform does not tell how much memory a process holds");
        }
        growth.judge(what, octets, load);
        return growth;
    }

    private void judge(String what, long octets, Load load) throws InterruptedException {
        Optional<String> unbounded = bench.process().unboundedHeap();
        long before = bench.resources().residentBytes();
        long begin = System.nanoTime();
        for (int loads = 1; loads <= MOST; loads++) {
            if (!load.put()) {
                bench.note("it takes no more in the middle of load " + loads);
                hasRefused = true;
                return;
            }
            if (unbounded.isEmpty()) {
                requireSpeed(System.nanoTime() - begin, loads * octets);
            }
            ResourceUse use = bench.resources();
            resident.add(use.residentBytes());
            if (loads == 1) {
                descriptorsBefore = use.descriptors();
            }
            if (loads >= LEAST && use.residentBytes() - before < KEPT * loads * octets || isAtRest(octets)) {
                bench.note("after " + loads + " loads of " + megabytes(octets) + " its memory has grown from "
                        + megabytes(before) + " to " + megabytes(use.residentBytes()));
                return;
            }
            if (unbounded.isPresent() && loads >= LEAST) {
                throw bench.notApplicable("its memory grew from " + megabytes(before) + " to "
                        + megabytes(use.residentBytes()) + "; that of " + unbounded.get()
                        + " may, though nothing is kept; bound its heap, such as by -Xmx128m, to have this judged");
            }
        }
        throw bench.failed(
                "its memory to stand still while " + what + " pass through",
                "while " + MOST + " loads of " + megabytes(octets) + " passed through, its memory grew on and on, from "
                        + megabytes(before) + ": " + steps());
    }

    private boolean isAtRest(long octets) {
        int loads = resident.size();
        return loads >= WARM_UP + WINDOW
                && resident.get(loads - 1) - resident.get(loads - 1 - WINDOW) < AT_REST * WINDOW * octets;
    }

    private String steps() {
        List<String> steps = new ArrayList<>();
        for (int i = 3; i < resident.size(); i += 4) {
            steps.add(megabytes(resident.get(i)));
        }
        return String.join(", ", steps);
    }

    private void requireSpeed(long nanos, long octets) {
        if (nanos <= LONG.toNanos() * Math.max(1, bench.timeouts().factor())) {
            return;
        }
        String reason = "it needed " + nanos / 1_000_000 + " ms for " + megabytes(octets)
                + ": too long to see within a rule's time whether it keeps them";
        // Who is slow even alone will be as slow the next time.
        boolean isSlow = bench.introduction().idleRoundTrip().compareTo(SLOW) > 0;
        throw isSlow ? bench.notApplicable(reason) : bench.inconclusive(reason);
    }

    private static String megabytes(long octets) {
        return String.format(Locale.ROOT, "%.1f MB", octets / 1e6);
    }

    /** Whether it ended because the subject took no more. */
    public boolean tookNoMore() {
        return hasRefused;
    }

    /** Requires that not many more descriptors are open than after the first load; waits for those that are being closed. */
    public void expectDescriptorsBack(String what, int allowed) throws InterruptedException {
        if (descriptorsBefore == ResourceUse.UNKNOWN) {
            return;
        }
        Countdown left = Countdown.of(bench.timeouts().arrival());
        int now = bench.resources().descriptors();
        while (now > descriptorsBefore + allowed && !left.left().isZero()) {
            bench.awaitEnd(Duration.ofMillis(20));
            now = bench.resources().descriptors();
        }
        if (now > descriptorsBefore + allowed) {
            throw bench.failed(
                    "its open descriptors to stay as many while " + what,
                    "after the first load they were " + descriptorsBefore + ", at the end, with nobody left, " + now);
        }
    }
}
