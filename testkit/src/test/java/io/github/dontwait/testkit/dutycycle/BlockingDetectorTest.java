package io.github.dontwait.testkit.dutycycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.ZMQ;

@Timeout(20)
class BlockingDetectorTest {

    private static final Duration PATIENCE = Duration.ofMillis(60);

    private final BlockingDetector detector = BlockingDetector.standard().patience(PATIENCE);

    @AfterEach
    void close() {
        detector.close();
        assertThat(Thread.interrupted()).as("no interrupt is left").isFalse();
    }

    // --- what is found

    @Test
    void anActorThatNeverWaitsIsFineTurnByTurn() {
        try (Inproc inproc = new Inproc();
                ManualInvoker echo =
                        ManualInvoker.of("echo", inproc::echo).watchedBy(detector.budget(secondOfWork()))) {
            ZMQ.Socket alice = inproc.dealer("alice");
            for (int i = 0; i < 500; i++) {
                alice.send("ping");
                assertThat(echo.turn()).isEqualTo(1);
                assertThat(alice.recvStr(ZMQ.DONTWAIT)).isEqualTo("ping");
            }
            assertThat(detector.turns()).isEqualTo(500);
            assertThat(detector.objections()).isEmpty();
            assertThat(detector.dearest()).isPresent();
        }
    }

    @Test
    void anActorThatWaitsForAMessageIsCaughtWithItsStack() {
        try (Inproc inproc = new Inproc();
                ManualInvoker echo =
                        ManualInvoker.of("echo", () -> inproc.echo(0)).watchedBy(detector)) {
            inproc.dealer("alice").send("ping");
            assertThat(echo.turn()).isEqualTo(1);
            BlockedTurnError error = blocked(echo::turn);
            assertThat(String.valueOf(error.getMessage())
                            .replaceAll("for \\d+ ms", "for T ms")
                            .replaceAll("seen \\d+", "seen N"))
                    .startsWith("""
                            Expecting turn 2 of echo to never wait
                            but it sat in sun.nio.ch.EPoll.wait for T ms at least, until it was interrupted (seen N times):
                                at sun.nio.ch.EPoll.wait(Native Method)
                            """)
                    .contains("    at zmq.SocketBase.recv(SocketBase.java:")
                    .contains("    at " + Inproc.class.getName() + ".echo(Inproc.java:")
                    .doesNotContain("BlockingDetector.", "ManualInvoker.");
            Finding finding = error.turn().findings().get(0);
            assertThat(finding.kind()).isEqualTo(Finding.Kind.NATIVE_CALL);
            assertThat(finding.atLeast()).isGreaterThanOrEqualTo(PATIENCE);
            assertThat(error.getSuppressed()).as("what the receive threw").hasSize(1);
        }
    }

    @Test
    void aTurnThatSleepsIsCaught() {
        BlockedTurnError error =
                blocked(() -> detector.patience(Duration.ofMinutes(1)).watch("sleeper", () -> idle(400)));
        assertFound(
                error.turn(), Finding.Kind.WAIT, "it sat in java.lang.Thread.sleep for T ms at least (seen N times)");
    }

    @Test
    void aSleepThatNeverEndsIsInterrupted() {
        BlockedTurnError error = blocked(() -> turn(() -> {
            Thread.sleep(60_000);
            return 0;
        }));
        assertFound(
                error.turn(),
                Finding.Kind.WAIT,
                "it sat in java.lang.Thread.sleep for T ms at least, until it was interrupted (seen N times)");
        assertThat(error.getSuppressed()[0]).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aParkedTurnIsCaught() {
        Turn turn = blockedTurn(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
            }
            return 0;
        });
        assertFound(
                turn,
                Finding.Kind.WAIT,
                "it sat in jdk.internal.misc.Unsafe.park for T ms at least, until it was interrupted (seen N times)");
    }

    @Test
    void aTurnThatWaitsAtAQueueIsCaught() {
        Turn turn = blockedTurn(() -> {
            new LinkedBlockingQueue<String>().poll(1, TimeUnit.MINUTES);
            return 0;
        });
        assertFound(
                turn,
                Finding.Kind.WAIT,
                "it sat in jdk.internal.misc.Unsafe.park for T ms at least, until it was interrupted (seen N times)");
    }

    @Test
    void aTurnThatWaitsToBeNotifiedIsCaught() {
        Object signal = new Object();
        Turn turn = blockedTurn(() -> {
            waitOnce(signal);
            return 0;
        });
        assertFound(
                turn,
                Finding.Kind.WAIT,
                "it sat in java.lang.Object.wait for T ms at least, until it was interrupted (seen N times)");
    }

    @Test
    void aTurnThatReadsWhatDoesNotComeIsCaught() throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            assertThat(sink.isOpen()).isTrue();
            BlockedTurnError error = blocked(() -> turn(() -> source.read(ByteBuffer.allocate(1))));
            assertThat(error.turn().findings().get(0).kind()).isEqualTo(Finding.Kind.NATIVE_CALL);
            assertThat(error.getMessage()).contains("FileDispatcherImpl.read0");
        }
    }

    @Test
    void aTurnThatTakesALockOnWhichAnotherThreadSleepsIsCaught() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Keeper holder = Keeper.of(lock);
        try {
            BlockedTurnError error = blocked(() -> turn(() -> {
                lock.lockInterruptibly();
                return 0;
            }));
            assertFound(
                    error.turn(),
                    Finding.Kind.LOCK,
                    "it waited for a lock, java.util.concurrent.locks.ReentrantLock$NonfairSync, held by the thread"
                            + " \"holder\" for T ms at least, until it was interrupted (seen N times)");
        } finally {
            holder.end();
        }
    }

    @Test
    void aTurnThatEntersAMonitorInWhichAnotherThreadWorksIsCaughtAndLogged() throws InterruptedException {
        Object monitor = new Object();
        CountDownLatch held = new CountDownLatch(1);
        List<String> logged = new CopyOnWriteArrayList<>();
        Thread worker = new Thread(
                () -> {
                    synchronized (monitor) {
                        held.countDown();
                        while (logged.isEmpty()) {
                            Thread.onSpinWait();
                        }
                    }
                },
                "worker");
        Logger logger = Logger.getLogger(Watcher.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        worker.start();
        held.await();
        Turn turn = blockedTurn(() -> {
            synchronized (monitor) {
                return 0;
            }
        });
        worker.join();
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        assertFound(
                turn,
                Finding.Kind.LOCK,
                "it waited for a lock, java.lang.Object, held by the thread \"worker\" for T ms at least, until it was"
                        + " interrupted (seen N times)");
        assertThat(logged).hasSize(1);
        assertThat(logged.get(0))
                .startsWith(
                        "A turn does not end, though it was interrupted: it waited for a lock, java.lang.Object, held by"
                                + " the thread \"worker\" for ")
                .contains("\n    at " + BlockingDetectorTest.class.getName());
    }

    // --- the budget

    @Test
    void aTurnThatComputesForTooLongIsCaughtWhereItDoes() {
        BlockedTurnError error =
                blocked(() -> detector.budget(Duration.ofMillis(10)).watch("solver", () -> solve()));
        assertThat(String.valueOf(error.getMessage()).replaceAll("used \\d+ ms", "used N ms"))
                .startsWith("""
                        Expecting turn 1 of solver to stay within its budget of processor time
                        but it used N ms of processor time, more than the 10 ms of its budget, and was seen last:
                            at\s""")
                .contains(BlockingDetectorTest.class.getName() + ".solve(BlockingDetectorTest.java:");
        assertThat(error.turn().processorTime()).isGreaterThan(PATIENCE);
        assertThat(error.turn().isBlocked()).isFalse();
    }

    /** Never ends by itself, like a sender that tries again and again. */
    private static int solve() {
        int steps = 0;
        while (!Thread.currentThread().isInterrupted()) {
            steps++;
        }
        return steps;
    }

    @Test
    void aShortTurnOverItsBudgetIsCaughtByItsProcessorTime() {
        burn(1); // what has to be loaded is, before it could be taken for a part of the turn
        BlockedTurnError error =
                blocked(() -> detector.budget(Duration.ofMillis(10)).watch("solver", () -> burn(20)));
        assertThat(error).hasMessageContaining("ms of processor time, more than the 10 ms of its budget");
        assertThat(error.turn().findings()).extracting(Finding::kind).containsExactly(Finding.Kind.OVER_BUDGET);
    }

    @Test
    void waitingCostsNoBudget() throws Exception {
        Turn turn = detector.budget(Duration.ofMillis(20))
                .permitting(BlockingDetectorTest.class.getName(), "idle")
                .watch("idler", () -> idle(60));
        assertThat(turn.processorTime()).isLessThan(Duration.ofMillis(20));
    }

    // --- what is permitted

    @Test
    void aPermittedPollerMayWaitAndNothingElse() {
        detector.permitting("org.zeromq.ZMQ$Poller", "poll");
        try (Inproc inproc = new Inproc();
                ManualInvoker echo = ManualInvoker.of("echo", () -> {
                            try (ZMQ.Poller poller = inproc.poller()) {
                                return poller.poll(30) > 0 ? inproc.echo() : idle(60_000);
                            }
                        })
                        .watchedBy(detector)) {
            ZMQ.Socket alice = inproc.dealer("alice");
            alice.send("ping");
            assertThat(echo.turn()).isEqualTo(1);
            assertFound(
                    blocked(echo::turn).turn(),
                    Finding.Kind.WAIT,
                    "it sat in java.lang.Thread.sleep for T ms at least, until it was interrupted (seen N times)");
        }
    }

    @Test
    void whatIsWrappedMayWaitAndBurn() throws Exception {
        detector.exact().budget(Duration.ofMillis(20));
        Turn turn = detector.watch("idler", () -> {
            detector.permitted(() -> {
                sleep(20);
                detector.permitted(() -> sleep(5));
            });
            return detector.permitted(() -> burn(40));
        });
        assertThat(turn.findings()).isEmpty();
        assertThat(turn.processorTime()).isLessThan(Duration.ofMillis(20));
        assertThat(detector.permitted(() -> "outside of a turn, too")).isEqualTo("outside of a turn, too");
        assertFound(
                blockedTurn(() -> {
                    detector.permitted(() -> sleep(2));
                    return idle(60_000);
                }),
                Finding.Kind.WAIT,
                "it sat in java.lang.Thread.sleep for T ms at least, until it was interrupted (seen N times)");
    }

    @Test
    void anExactDetectorCountsWaitsThatNoSampleShows() {
        BlockedTurnError error = blocked(() -> detector.exact().watch("parker", () -> {
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park();
            return 0;
        }));
        assertThat(error)
                .hasMessage("Expecting turn 1 of parker to never wait\nbut it waited once, too shortly for a sample to"
                        + " show where");
        assertThatThrownBy(() -> BlockingDetector.standard()
                        .exact()
                        .permitting("a.B", "c")
                        .watch("nobody", () -> 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("an exact detector counts waits and cannot tell permitted frames; permit by permitted(…)");
    }

    @Test
    void aShortSleepInEachTurnIsSeenSoon() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        detector.watch("sleeper", () -> idle(1));
                    }
                })
                .isInstanceOf(BlockedTurnError.class)
                .hasMessageContaining("java.lang.Thread.sleep");
    }

    // --- how it is used

    @Test
    void collectsInsteadOfThrowing() throws Exception {
        detector.collecting();
        Turn interrupted = detector.watch("sleeper", () -> idle(60_000));
        assertThat(interrupted.isBlocked()).isTrue();
        assertThat(interrupted.findings().get(0).text()).contains("until it was interrupted");
        assertThat(detector.watch("fine", () -> 3).workCount()).isEqualTo(3);
        assertThat(detector.objections()).containsExactly(interrupted);
        assertThatThrownBy(() -> detector.watch("broken", () -> {
                    throw new IOException("disk full");
                }))
                .isInstanceOf(IOException.class);
    }

    @Test
    void watchesALoopThatTurnsByItself() throws InterruptedException {
        DutyCycle watched = detector.collecting().watching("live", () -> idle(60_000));
        Thread loop = new Thread(() -> {
            try {
                watched.turn();
                watched.turn();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        loop.start();
        loop.join();
        assertThat(detector.turns()).isEqualTo(2);
        assertThat(detector.objections()).hasSize(2);
    }

    @Test
    void watchesOneTurnAtATimeAndIsSetUpBefore() throws Exception {
        assertThatThrownBy(() -> detector.watch(
                        "outer", () -> detector.watch("inner", () -> 0).workCount()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a turn is under way; a detector watches one at a time");
        assertThatThrownBy(() -> detector.budget(Duration.ofMillis(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a detector is set up before its first turn");
    }

    @Test
    void itsThreadEndsByItself() throws Exception {
        detector.watch("fine", () -> 0);
        Thread watcher = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dontwait-turn-watcher"))
                .findFirst()
                .orElseThrow();
        watcher.join(5_000);
        assertThat(watcher.isAlive()).isFalse();
        assertThat(detector.watch("again", () -> 1).workCount()).isEqualTo(1);
    }

    // --- the pieces of the above

    private static Duration secondOfWork() {
        return Duration.ofSeconds(1);
    }

    private Turn turn(DutyCycle cycle) throws Exception {
        return detector.watch("actor", cycle);
    }

    private Turn blockedTurn(DutyCycle cycle) {
        return blocked(() -> turn(cycle)).turn();
    }

    private static BlockedTurnError blocked(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        BlockedTurnError error = catchThrowableOfType(BlockedTurnError.class, action);
        assertThat(error).as("a blocked turn").isNotNull();
        return error;
    }

    private static void assertFound(Turn turn, Finding.Kind kind, String text) {
        assertThat(turn.isBlocked()).isTrue();
        assertThat(turn.findings()).hasSize(1);
        Finding finding = turn.findings().get(0);
        assertThat(finding.kind()).isEqualTo(kind);
        assertThat(finding.text().replaceAll("for \\d+ ms", "for T ms").replaceAll("seen \\d+", "seen N"))
                .isEqualTo(text);
        assertThat(finding.stack())
                .extracting(StackTraceElement::getClassName)
                .contains(BlockingDetectorTest.class.getName());
    }

    private static int idle(long millis) {
        sleep(millis);
        return 0;
    }

    @SuppressWarnings("WaitNotInLoop") // one wait, whatever wakes it, is what the turn does wrong
    private static void waitOnce(Object signal) throws InterruptedException {
        synchronized (signal) {
            signal.wait(60_000);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int burn(long millisOfWork) {
        java.lang.management.ThreadMXBean threads = java.lang.management.ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + millisOfWork * 1_000_000;
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
        return 1;
    }

    /** A thread that sleeps while it holds a lock. */
    private record Keeper(Thread thread) {

        static Keeper of(ReentrantLock lock) throws InterruptedException {
            CountDownLatch held = new CountDownLatch(1);
            Thread thread = new Thread(
                    () -> {
                        lock.lock();
                        try {
                            held.countDown();
                            LockSupport.park();
                        } finally {
                            lock.unlock();
                        }
                    },
                    "holder");
            thread.start();
            held.await();
            return new Keeper(thread);
        }

        private void end() throws InterruptedException {
            LockSupport.unpark(thread);
            thread.join();
        }
    }
}
