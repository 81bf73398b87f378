package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;
import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThatRoundTrip;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoundTripAssertTest {

    /** Held by whatever occupies the subject; a round trip needs it. */
    private final ReentrantLock subject = new ReentrantLock();

    private final AtomicInteger roundTrips = new AtomicInteger();
    private final Set<Thread> askers = ConcurrentHashMap.newKeySet();

    @AfterEach
    void nobodyIsLeft() {
        assertThat(askers).noneMatch(Thread::isAlive);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("dontwait-bystander", "dontwait-metronome");
    }

    private void roundTrip() throws InterruptedException {
        askers.add(Thread.currentThread());
        subject.lockInterruptibly();
        subject.unlock();
        roundTrips.incrementAndGet();
    }

    @Test
    void aSubjectThatAnswersAllTheWhileIsResponsive() {
        AtomicInteger during = new AtomicInteger();
        assertThatRoundTrip(this::roundTrip).staysResponsiveWhile(() -> {
            int before = roundTrips.get();
            while (roundTrips.get() < before + 20) {
                LockSupport.parkNanos(1_000_000);
            }
            during.set(roundTrips.get() - before);
        });
        assertThat(during).hasValueGreaterThanOrEqualTo(20);
        assertThat(askers).as("one thread asks").hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void aSubjectThatIsBlockedIsNot() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean isHeld = new AtomicBoolean();
        Thread holder = new Thread(() -> {
            subject.lock();
            try {
                isHeld.set(true);
                release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                subject.unlock();
            }
        });
        assertThatThrownBy(() -> assertThatRoundTrip(this::roundTrip)
                        .as("while it works")
                        .stretchedBy(0.1)
                        .staysResponsiveWhile(() -> {
                            holder.start();
                            while (!isHeld.get()) {
                                Thread.onSpinWait();
                            }
                        }))
                .isInstanceOfSatisfying(ExpectationFailedError.class, error -> assertThat(error.awaitedInVain())
                        .isTrue())
                .hasMessageMatching("\\[while it works]\n"
                        + "Expecting every round trip to take at most \\d+ ms during the stimulus\n"
                        + "\\(1000 ms, or 20 times the idle [\\d.]+ ms if that is longer; stretched by 0\\.1\\)\n"
                        + "but round trip \\d+ has not come back after \\d+ ms");
        release.countDown();
    }

    @Test
    void aRoundTripThatCameBackLateIsSeenToo() {
        assertThatThrownBy(() -> assertThatRoundTrip(this::roundTrip)
                        .stretchedBy(0.02)
                        .staysResponsiveWhile(() -> {
                            subject.lock();
                            try {
                                Thread.sleep(400);
                            } finally {
                                subject.unlock();
                            }
                            int before = roundTrips.get();
                            while (roundTrips.get() < before + 2) {
                                LockSupport.parkNanos(1_000_000);
                            }
                        }))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s).*but round trip \\d+ took \\d+ ms");
    }

    @Test
    void aRoundTripThatFailsIsTheCause() {
        Semaphore broken = new Semaphore(0);
        assertThatThrownBy(() -> assertThatRoundTrip(() -> {
                            if (broken.tryAcquire()) {
                                throw new IOException("connection reset");
                            }
                            roundTrip();
                        })
                        .staysResponsiveWhile(broken::release))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s).*\nbut round trip \\d+ failed: java\\.io\\.IOException: connection reset")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aSubjectThatIsNotThereIsSaidSo() {
        assertThatThrownBy(() -> assertThatRoundTrip(() -> {
                            throw new IOException("connection refused");
                        })
                        .staysResponsiveWhile(() -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Expecting round trips to come back before the stimulus\n"
                        + "but round trip 1 failed: java.io.IOException: connection refused");
        assertThatThrownBy(() -> assertThatRoundTrip(() -> Thread.sleep(60_000))
                        .stretchedBy(0.01)
                        .staysResponsiveWhile(() -> {}))
                .hasMessageMatching("Expecting round trips to come back before the stimulus\n"
                        + "but round trip 1 has not come back after [\\d.]+ ms");
    }

    @Test
    void whatTheStimulusThrowsComesOut() {
        assertThatThrownBy(() -> assertThatRoundTrip(this::roundTrip).staysResponsiveWhile(() -> {
                    throw new IOException("no network");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the stimulus threw java.io.IOException: no network");
        assertThatThrownBy(() -> assertThatRoundTrip(this::roundTrip).staysResponsiveWhile(() -> {
                    throw new UnsupportedOperationException();
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> assertThatRoundTrip(this::roundTrip).stretchedBy(0))
                .hasMessage("a time factor is a number above 0, for example 2.5, not 0.0");
    }
}
