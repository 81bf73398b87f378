package io.github.dontwait.testkit.dutycycle;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;

/** Every way to wait is found, and told with the place where the turn sat. */
class BlockedTurnTest extends WatchedTurns {

    @Test
    void anActorThatNeverWaitsIsFineTurnByTurn() {
        try (Inproc inproc = new Inproc();
                ManualInvoker echo =
                        ManualInvoker.of("echo", inproc::echo).watchedBy(detector.budget(Duration.ofSeconds(1)))) {
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

    @SuppressWarnings("WaitNotInLoop") // one wait, whatever wakes it, is what the turn does wrong
    private static void waitOnce(Object signal) throws InterruptedException {
        synchronized (signal) {
            signal.wait(60_000);
        }
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
                .contains("\n    at " + BlockedTurnTest.class.getName());
    }
}
