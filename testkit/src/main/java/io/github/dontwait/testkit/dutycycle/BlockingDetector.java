package io.github.dontwait.testkit.dutycycle;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Proves that turns never wait: it turns on the calling thread while a watcher samples that thread, and fails when the turn
 * was seen sleeping, parked, waiting for a lock that another thread sits on, or in a system call that did not return, and
 * shows the stack where it sat. A budget bounds the processor time of a turn as well.
 *
 * <p>A slow machine is no evidence. Only processor time counts against the budget, so a turn that merely got no processor
 * is within it; a native call or a held lock counts only when it is seen again and again without a move, and when the
 * kernel (on Linux) saw the thread asleep, or the holder of the lock at work or at rest; the loading of classes does not
 * count. On other systems a native call is proven by a stay of 100 ms.
 *
 * <p>A turn that does not come back is interrupted when it has sat in one place for the patience, 200 ms unless said
 * otherwise, or has used its budget and that much more; the interrupt is taken back when the turn is over. JeroMQ remembers an interrupt and its context then refuses
 * to be closed by the same thread; close it from another, or call {@code new zmq.util.Errno().set(0)} before. A wait that
 * no interrupt ends is logged.
 *
 * <pre>{@code
 * try (BlockingDetector detector = BlockingDetector.standard().budget(Duration.ofMillis(50));
 *         ManualInvoker invoker = ManualInvoker.of("worker", worker::turn).watchedBy(detector)) {
 *     invoker.turn();
 * }
 * }</pre>
 *
 * <p>Turns on one thread at a time, any thread. Its settings are made before the first turn.
 */
public final class BlockingDetector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final int KEPT = 100;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ReentrantLock turning = new ReentrantLock();
    private final List<Turn> objectionable = new ArrayList<>();

    private Predicate<StackTraceElement> permitted = frame -> false;
    private boolean hasPermittedFrames;
    private @Nullable Duration budget;
    private Duration patience = PATIENCE;
    private boolean isExact;
    private boolean isCollecting;

    private volatile @Nullable Watcher watcher;
    private volatile @Nullable WatchedTurn current;
    private @Nullable KernelState kernel;
    private @Nullable Thread kernelOf;
    private long turns;
    private @Nullable Turn dearest;

    private BlockingDetector() {
        if (!threads.isCurrentThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
            throw new IllegalStateException(
                    "this JVM does not tell the processor time of a thread, which tells a wait from a slow machine; use"
                            + " HotSpot, with ThreadMXBean.setThreadCpuTimeEnabled(true)");
        }
    }

    /** A detector of waits, without a budget. */
    public static BlockingDetector standard() {
        return new BlockingDetector();
    }

    // --- settings

    /** Fails a turn that uses more processor time than that. The first turns of a JVM are slow: 50 ms are a good start. */
    public BlockingDetector budget(Duration processorTime) {
        requireUnused();
        budget = processorTime;
        return this;
    }

    /**
     * Permits what is called by this method, directly or not: a poller, an idle strategy.
     *
     * @param className the full name of the class, {@code org.zeromq.ZMQ$Poller}
     */
    public BlockingDetector permitting(String className, String methodName) {
        return permitting(frame ->
                frame.getClassName().equals(className) && frame.getMethodName().equals(methodName));
    }

    /** Permits every wait that has such a frame on its stack, above the turn's. */
    public BlockingDetector permitting(Predicate<StackTraceElement> frame) {
        requireUnused();
        permitted = permitted.or(frame);
        hasPermittedFrames = true;
        return this;
    }

    /** How long a turn may sit in one place before it is interrupted; it has failed long before. */
    public BlockingDetector patience(Duration longest) {
        requireUnused();
        patience = longest;
        return this;
    }

    /**
     * Fails a turn also for a wait, or for a lock that was held, that was too short to be seen: the JVM counts them. For
     * turns beside which no other thread runs that the actor shares a lock with. Meant waits can then only be permitted by
     * {@link #permitted(Runnable)}.
     */
    public BlockingDetector exact() {
        requireUnused();
        isExact = true;
        return this;
    }

    /** Throws nothing: what it finds is in the {@link Turn}, and in {@link #objections()}. */
    public BlockingDetector collecting() {
        requireUnused();
        isCollecting = true;
        return this;
    }

    private void requireUnused() {
        if (watcher != null) {
            throw new IllegalStateException("a detector is set up before its first turn");
        }
    }

    // --- turning

    /**
     * Turns once on the calling thread, which must have been told what belongs to it.
     *
     * @param name whose turn it is, for the failure
     * @return the turn; with findings only if this detector collects them
     * @throws BlockedTurnError if it waited, or used more than the budget
     * @throws IllegalStateException if a turn is under way on another thread or this one
     * @throws Exception what the turn throws
     */
    public Turn watch(String name, DutyCycle cycle) throws Exception {
        return watch(name, turns + 1, cycle);
    }

    Turn watch(String name, long number, DutyCycle cycle) throws Exception {
        if (turning.isHeldByCurrentThread() || !turning.tryLock()) {
            throw new IllegalStateException("a turn is under way; a detector watches one at a time");
        }
        try {
            Watcher watching = watcher();
            WatchedTurn watched = new WatchedTurn(threads, kernelOfCallingThread());
            current = watched;
            watching.begin(watched);
            int workCount = 0;
            Exception thrown = null;
            Error failed = null;
            try {
                workCount = cycle.turn();
            } catch (Exception e) {
                thrown = e;
            } catch (Error e) {
                failed = e;
            } finally {
                watching.end();
                current = null;
            }
            WatchedTurn.Measured measured = watched.end();
            Turn turn = new Turn(name, number, workCount, measured.processorTime(), findings(measured, watching));
            keep(turn);
            return judged(turn, measured.wasInterrupted(), thrown, failed);
        } finally {
            turning.unlock();
        }
    }

    /** The same cycle, watched at every turn, for a loop that the test does not turn by hand. */
    public DutyCycle watching(String name, DutyCycle cycle) {
        return DutyCycle.of(cycle::onStart, () -> watch(name, cycle).workCount(), cycle::onClose);
    }

    /** Runs a wait that is meant, within a turn; outside of one it is just run. */
    public void permitted(Runnable wait) {
        WatchedTurn turn = current;
        if (turn == null || turn.thread != Thread.currentThread()) {
            wait.run();
        } else {
            turn.permitted(wait);
        }
    }

    /** The same for a wait that returns something. */
    public <T> T permitted(Supplier<T> wait) {
        List<T> result = new ArrayList<>(1);
        permitted((Runnable) () -> result.add(wait.get()));
        return result.get(0);
    }

    private Watcher watcher() {
        Watcher watching = watcher;
        if (watching == null) {
            if (isExact && hasPermittedFrames) {
                throw new IllegalStateException(
                        "an exact detector counts waits and cannot tell permitted frames; permit by permitted(…)");
            }
            watching = new Watcher(threads, permitted, patience, budget == null ? null : budget.plus(patience));
            watcher = watching;
        }
        return watching;
    }

    private KernelState kernelOfCallingThread() {
        KernelState known = kernel;
        if (known == null || kernelOf != Thread.currentThread()) {
            known = KernelState.ofCallingThread();
            kernel = known;
            kernelOf = Thread.currentThread();
        }
        return known;
    }

    private List<Finding> findings(WatchedTurn.Measured measured, Watcher watching) {
        List<Finding> findings = new ArrayList<>(measured.findings());
        if (measured.waits() > 0 && findings.isEmpty()) {
            watching.hurry();
            if (isExact) {
                String times = measured.waits() == 1 ? "once" : measured.waits() + " times";
                String text = "it waited " + times + ", too shortly for a sample to show where";
                findings.add(new Finding(Finding.Kind.UNSEEN_WAIT, text, Duration.ZERO, 0, List.of()));
            }
        }
        Duration used = measured.processorTime();
        Duration most = budget;
        if (most != null && used.compareTo(most) > 0) {
            String text = "it used " + used.toMillis() + " ms of processor time, more than the " + most.toMillis()
                    + " ms of its budget" + (measured.seenLast().isEmpty() ? "" : ", and was seen last");
            findings.add(new Finding(Finding.Kind.OVER_BUDGET, text, used, 0, measured.seenLast()));
        }
        return findings;
    }

    private synchronized void keep(Turn turn) {
        turns++;
        if (dearest == null || turn.processorTime().compareTo(dearest.processorTime()) > 0) {
            dearest = turn;
        }
        if (!turn.findings().isEmpty() && objectionable.size() < KEPT) {
            objectionable.add(turn);
        }
    }

    private Turn judged(Turn turn, boolean wasInterrupted, @Nullable Exception thrown, @Nullable Error failed)
            throws Exception {
        if (!turn.findings().isEmpty() && !isCollecting) {
            BlockedTurnError error = new BlockedTurnError(turn);
            Optional.ofNullable(thrown).ifPresent(error::addSuppressed);
            Optional.ofNullable(failed).ifPresent(error::addSuppressed);
            throw error;
        }
        if (failed != null) {
            throw failed;
        }
        if (thrown != null && !wasInterrupted) {
            throw thrown;
        }
        return turn;
    }

    // --- looking back

    /** How many turns it has watched. */
    public synchronized long turns() {
        return turns;
    }

    /** The turns in which it found something, in order; the first {@value #KEPT}. */
    public synchronized List<Turn> objections() {
        return List.copyOf(objectionable);
    }

    /** The turn that used the most processor time; nothing before the first. */
    public synchronized Optional<Turn> dearest() {
        return Optional.ofNullable(dearest);
    }

    /** Ends the watcher at once; it would end by itself a little later. */
    @Override
    public void close() {
        Watcher watching = watcher;
        if (watching != null) {
            watching.close();
        }
    }
}
