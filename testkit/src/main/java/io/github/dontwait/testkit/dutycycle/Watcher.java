package io.github.dontwait.testkit.dutycycle;

import io.github.dontwait.testkit.dutycycle.Sample.Posture;
import io.github.dontwait.testkit.dutycycle.Stay.Holder;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the turning thread about every millisecond while a turn is under way. Its thread begins with a turn and ends by
 * itself when no turn has come for a while.
 */
final class Watcher {

    private static final System.Logger LOG = System.getLogger(Watcher.class.getName());

    private static final long PERIOD_NANOS = 1_000_000;
    private static final long HURRIED_NANOS = 100_000;
    private static final long IDLE_NANOS = 200_000_000;
    private static final long PATIENCE_MILLIS = 1_000;

    private final ThreadMXBean threads;
    private final Predicate<StackTraceElement> permitted;
    private final Duration patience;
    private final @Nullable Duration mostCpu;

    private @Nullable Thread thread;
    private long idleSinceNanos;
    private boolean isClosed;
    private volatile @Nullable WatchedTurn current;
    private volatile long periodNanos = PERIOD_NANOS;

    /** The processor time is that after which a turn is interrupted; null for never. */
    Watcher(
            ThreadMXBean threads,
            Predicate<StackTraceElement> permitted,
            Duration patience,
            @Nullable Duration mostCpu) {
        this.threads = threads;
        this.permitted = permitted;
        this.patience = patience;
        this.mostCpu = mostCpu;
    }

    /** From now on the turn is looked at. */
    synchronized void begin(WatchedTurn turn) {
        current = turn;
        isClosed = false;
        if (thread == null) {
            thread = new Thread(this::watch, "dontwait-turn-watcher");
            thread.setDaemon(true);
            thread.setPriority(Thread.MAX_PRIORITY);
            thread.start();
        }
    }

    /** It is not looked at any more. */
    synchronized void end() {
        current = null;
        idleSinceNanos = System.nanoTime();
    }

    /** A wait was too short to be seen: looks ten times as often from now on. */
    void hurry() {
        periodNanos = HURRIED_NANOS;
    }

    /** Ends its thread and returns when that has ended. */
    void close() {
        Thread ending;
        synchronized (this) {
            isClosed = true;
            ending = thread;
        }
        if (ending == null) {
            return;
        }
        LockSupport.unpark(ending);
        try {
            ending.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        WatchedTurn told = null;
        while (!isDone()) {
            LockSupport.parkNanos(periodNanos);
            WatchedTurn turn = current;
            if (turn == null) {
                continue;
            }
            look(turn);
            turn.interruptIfOverdue(patience, mostCpu);
            Optional<Finding> stuck = turn == told ? Optional.empty() : turn.stuckIn(patience);
            if (stuck.isPresent()) {
                told = turn;
                LOG.log(
                        System.Logger.Level.WARNING,
                        "A turn does not end, though it was interrupted: {0}",
                        stuck.get().observation());
            }
        }
    }

    private synchronized boolean isDone() {
        boolean isIdle = current == null && System.nanoTime() - idleSinceNanos > IDLE_NANOS;
        if (isClosed || isIdle) {
            thread = null;
            return true;
        }
        return false;
    }

    private void look(WatchedTurn turn) {
        int permits = turn.permits();
        if (WatchedTurn.isPermitted(permits)) {
            turn.loseSight();
            return;
        }
        long id = turn.thread.getId();
        long cpu = threads.getThreadCpuTime(id);
        ThreadInfo info = threads.getThreadInfo(id, Integer.MAX_VALUE);
        List<StackTraceElement> stack = info == null ? List.of() : aboveTheDetector(info.getStackTrace());
        if (info == null || stack.isEmpty()) {
            turn.loseSight();
            return;
        }
        Sample sample = Sample.of(info, System.nanoTime(), cpu, stack);
        Boolean isAsleep = null;
        Holder holder = null;
        if (sample.posture() == Posture.IN_NATIVE_CALL && turn.kernel.isKnown()) {
            // Both readings of the processor time being equal, it did not move while it was looked at.
            isAsleep = turn.kernel.isAsleep() && threads.getThreadCpuTime(id) == cpu;
        } else if (sample.posture() == Posture.LOCKED) {
            holder = holder(sample.ownerId());
        }
        if (turn != current || turn.permits() != permits) {
            turn.loseSight();
        } else if (isHarmless(sample)) {
            turn.addHarmless(sample);
        } else {
            turn.add(sample, isAsleep, holder);
        }
    }

    private boolean isHarmless(Sample sample) {
        return switch (sample.posture()) {
            case RUNNING, LOADING -> true;
            default -> sample.stack().stream().anyMatch(permitted);
        };
    }

    private @Nullable Holder holder(long id) {
        ThreadInfo info = id < 0 ? null : threads.getThreadInfo(id, 1);
        if (info == null) {
            return null;
        }
        long cpu = threads.getThreadCpuTime(id);
        StackTraceElement[] top = info.getStackTrace();
        Posture posture = Sample.posture(info.getThreadState(), Arrays.asList(top));
        boolean isSitting = info.getThreadState() != Thread.State.RUNNABLE
                || posture == Posture.IN_NATIVE_CALL && Sample.isKnownBlockingCall(top[0]);
        return new Holder(id, isSitting, System.nanoTime(), cpu);
    }

    /** The frames of the actor; nothing if the thread is not in a turn. */
    private static List<StackTraceElement> aboveTheDetector(StackTraceElement[] all) {
        List<StackTraceElement> above = new ArrayList<>();
        for (StackTraceElement frame : all) {
            if (frame.getClassName().equals(BlockingDetector.class.getName())) {
                return List.copyOf(above);
            }
            if (!isOfTheKit(frame.getClassName())) {
                above.add(frame);
            }
        }
        return List.of();
    }

    /** Between the detector and the actor, or made by the JVM for a lambda expression. */
    private static boolean isOfTheKit(String className) {
        return className.contains("$$Lambda")
                || className.equals(ManualInvoker.class.getName())
                || className.equals(DutyCycle.class.getName())
                || className.startsWith(DutyCycle.class.getName() + "$");
    }
}
