package io.github.dontwait.testkit.dutycycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Turns before a detector whose patience is short, and what it makes of them. */
@Timeout(20)
abstract class WatchedTurns {

    static final Duration PATIENCE = Duration.ofMillis(60);

    final BlockingDetector detector = BlockingDetector.standard().patience(PATIENCE);

    @AfterEach
    void close() {
        detector.close();
        assertThat(Thread.interrupted()).as("no interrupt is left").isFalse();
    }

    Turn turn(DutyCycle cycle) throws Exception {
        return detector.watch("actor", cycle);
    }

    Turn blockedTurn(DutyCycle cycle) {
        return blocked(() -> turn(cycle)).turn();
    }

    static BlockedTurnError blocked(ThrowingCallable action) {
        BlockedTurnError error = catchThrowableOfType(BlockedTurnError.class, action);
        assertThat(error).as("a blocked turn").isNotNull();
        return error;
    }

    void assertFound(Turn turn, Finding.Kind kind, String text) {
        assertThat(turn.isBlocked()).isTrue();
        assertThat(turn.findings()).hasSize(1);
        Finding finding = turn.findings().get(0);
        assertThat(finding.kind()).isEqualTo(kind);
        assertThat(finding.text().replaceAll("for \\d+ ms", "for T ms").replaceAll("seen \\d+", "seen N"))
                .isEqualTo(text);
        assertThat(finding.stack())
                .extracting(StackTraceElement::getClassName)
                .contains(getClass().getName());
    }

    static int idle(long millis) {
        sleep(millis);
        return 0;
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static int burn(long millisOfWork) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + millisOfWork * 1_000_000;
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
        return 1;
    }
}
