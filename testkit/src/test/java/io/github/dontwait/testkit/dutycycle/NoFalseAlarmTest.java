package io.github.dontwait.testkit.dutycycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An actor that never waits passes on a machine that hardly lets it run. */
@Timeout(30)
class NoFalseAlarmTest {

    private static final int SPINNERS = 2 * Runtime.getRuntime().availableProcessors();
    private static final long FOR_NANOS = 200_000_000;

    private final List<Thread> spinners = new ArrayList<>();
    private final ReentrantLock shared = new ReentrantLock();
    private final BlockingDetector detector = BlockingDetector.standard().budget(Duration.ofMillis(200));
    private volatile boolean isOver;
    private long counted;

    @BeforeEach
    void load() {
        for (int i = 0; i < SPINNERS; i++) {
            boolean collects = i == 0;
            boolean locks = i == 1;
            spinners.add(new Thread(
                    () -> {
                        while (!isOver) {
                            spin(collects, locks);
                        }
                    },
                    "spinner-" + i));
        }
        spinners.forEach(Thread::start);
    }

    private void spin(boolean collects, boolean locks) {
        if (collects) {
            System.gc();
            LockSupport.parkNanos(10_000_000);
        } else if (locks) {
            shared.lock();
            try {
                counted++;
            } finally {
                shared.unlock();
            }
        } else {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void unload() throws InterruptedException {
        isOver = true;
        for (Thread spinner : spinners) {
            spinner.join();
        }
        detector.close();
    }

    @Test
    void asksForMessagesAllTheTime() throws InterruptedException {
        try (Inproc inproc = new Inproc();
                ManualInvoker echo = ManualInvoker.of("echo", inproc::echo).watchedBy(detector)) {
            for (long begin = System.nanoTime(); System.nanoTime() - begin < FOR_NANOS; ) {
                echo.turn();
            }
            assertThat(echo.turns()).isPositive();
            unload();
        }
    }

    @Test
    void looksAtASelectorWithoutWaiting() throws Exception {
        try (Selector selector = Selector.open()) {
            for (long begin = System.nanoTime(); System.nanoTime() - begin < FOR_NANOS; ) {
                detector.watch("selector", () -> {
                    int ready = 0;
                    for (int i = 0; i < 1_000; i++) {
                        ready += selector.selectNow();
                    }
                    return ready;
                });
            }
        }
        assertThat(detector.turns()).isPositive();
    }

    @Test
    void sharesALockThatNobodyKeeps() throws Exception {
        for (long begin = System.nanoTime(); System.nanoTime() - begin < FOR_NANOS; ) {
            detector.watch("sharer", () -> {
                for (int i = 0; i < 100; i++) {
                    shared.lock();
                    try {
                        counted++;
                    } finally {
                        shared.unlock();
                    }
                }
                return 1;
            });
        }
        assertThat(counted).isPositive();
    }

    @Test
    void startsThreads() throws Exception {
        for (long begin = System.nanoTime(); System.nanoTime() - begin < FOR_NANOS; ) {
            detector.watch("starter", () -> {
                Thread started = new Thread(() -> {}, "started");
                started.start();
                spinners.add(started);
                return 1;
            });
        }
        assertThat(spinners).hasSizeGreaterThan(SPINNERS);
    }
}
