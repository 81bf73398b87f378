package io.github.dontwait.testkit.dutycycle;

import io.github.dontwait.testkit.dutycycle.Sample.Posture;
import io.github.dontwait.testkit.dutycycle.Stay.Holder;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A turn under way: what its thread has used, and what the watcher has seen of it. */
final class WatchedTurn {

    private static final int MOST_PLACES = 16;

    final Thread thread = Thread.currentThread();
    final KernelState kernel;

    private final ThreadMXBean threads;
    private final long cpuAtBegin;
    private final long waitsAtBegin;
    private final Map<List<StackTraceElement>, Stay> stays = new LinkedHashMap<>();

    /** Odd while a permitted wait goes on; a sample counts only if this is even and the same before and after it. */
    private final AtomicInteger permits = new AtomicInteger();

    private volatile long permittedCpu;
    private long permittedWaits;
    private @Nullable Sample latest;
    private @Nullable Sample latestRunning;
    private long samplesRunning;
    private long samplesLoading;
    private boolean isOver;
    private boolean wasInterrupted;

    WatchedTurn(ThreadMXBean threads, KernelState kernel) {
        this.threads = threads;
        this.kernel = kernel;
        this.cpuAtBegin = cpuNanos();
        this.waitsAtBegin = waits();
    }

    private long cpuNanos() {
        return threads.getCurrentThreadCpuTime();
    }

    private long waits() {
        ThreadInfo info = threads.getThreadInfo(thread.getId());
        return info.getWaitedCount() + info.getBlockedCount();
    }

    // --- by the thread that turns

    /** Runs a wait that is permitted: nothing of it counts. */
    void permitted(Runnable wait) {
        if (isPermitted(permits())) {
            wait.run();
            return;
        }
        long cpu = cpuNanos();
        long waited = waits();
        permits.incrementAndGet();
        try {
            wait.run();
        } finally {
            permittedCpu = permittedCpu + cpuNanos() - cpu;
            permittedWaits += waits() - waited;
            permits.incrementAndGet();
        }
    }

    /** Ends it; after that no sample counts and no interrupt comes, and one that the watcher sent is taken back. */
    Measured end() {
        long cpu = cpuNanos() - cpuAtBegin - permittedCpu;
        long waited = waits() - waitsAtBegin - permittedWaits;
        synchronized (this) {
            isOver = true;
            if (wasInterrupted) {
                Thread.interrupted();
            }
            List<Finding> findings = new ArrayList<>();
            stays.values().stream().filter(Stay::isProven).map(Stay::finding).forEach(findings::add);
            // What the loading of classes took is not the actor's; samples tell its share.
            long judged = cpu - cpu * samplesLoading / Math.max(1, samplesLoading + samplesRunning);
            return new Measured(
                    Duration.ofNanos(judged),
                    waited,
                    findings,
                    Optional.ofNullable(latestRunning).map(Sample::stack).orElse(List.of()),
                    wasInterrupted);
        }
    }

    // --- by the watcher

    int permits() {
        return permits.get();
    }

    static boolean isPermitted(int permits) {
        return (permits & 1) != 0;
    }

    /** What comes next is not the continuation of what was seen before. */
    synchronized void loseSight() {
        latest = null;
    }

    /** The thread ran, loaded a class, or waited where it may. */
    synchronized void addHarmless(Sample sample) {
        if (sample.posture() == Posture.LOADING) {
            samplesLoading++;
        } else if (sample.posture() == Posture.RUNNING) {
            samplesRunning++;
            latestRunning = sample;
        }
        latest = null;
    }

    /** The thread was where it may not be, or where it may not stay. */
    synchronized void add(Sample sample, @Nullable Boolean isAsleep, @Nullable Holder holder) {
        if (sample.posture() == Posture.IN_NATIVE_CALL) {
            samplesRunning++;
        }
        Stay stay = stays.get(sample.stack());
        if (stay == null) {
            if (stays.size() == MOST_PLACES) {
                return;
            }
            stay = new Stay(sample);
            stays.put(sample.stack(), stay);
        }
        boolean isContinued = latest != null && sample.isSameStayAs(latest);
        stay.add(sample, isContinued, isAsleep, holder);
        latest = sample;
    }

    /** The stay that goes on for longer than that, if there is one. */
    private @Nullable Stay overdue(Duration patience) {
        Stay now = latest == null ? null : stays.get(latest.stack());
        return now != null && now.isOverdue(patience) ? now : null;
    }

    /**
     * Interrupts the thread, once, if it has sat in one place for that long.
     *
     * @param mostCpu interrupts it also if it has used that much processor time; null for any
     */
    synchronized void interruptIfOverdue(Duration patience, @Nullable Duration mostCpu) {
        Stay now = overdue(patience);
        if (isOver || wasInterrupted || now == null && !hasUsed(mostCpu)) {
            return;
        }
        wasInterrupted = true;
        if (now != null) {
            now.interrupted();
        }
        thread.interrupt();
    }

    private boolean hasUsed(@Nullable Duration cpu) {
        return cpu != null && threads.getThreadCpuTime(thread.getId()) - cpuAtBegin - permittedCpu > cpu.toNanos();
    }

    /** What it still sits in, though it was interrupted and as much time has passed again; nothing if it does not. */
    synchronized Optional<Finding> stuckIn(Duration patience) {
        Stay now = overdue(patience.multipliedBy(2));
        return isOver || !wasInterrupted || now == null ? Optional.empty() : Optional.of(now.finding());
    }

    /**
     * What a turn used, and what was seen.
     *
     * @param waits how often it waited or met a held lock, permitted waits not counted
     * @param seenLast where it was last seen running; empty if it was not
     */
    record Measured(
            Duration processorTime,
            long waits,
            List<Finding> findings,
            List<StackTraceElement> seenLast,
            boolean wasInterrupted) {}
}
