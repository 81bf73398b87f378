package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;
import static io.github.dontwait.testkit.assertion.Failing.fails;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.dutycycle.BlockingDetector;
import io.github.dontwait.testkit.dutycycle.ManualInvoker;
import io.github.dontwait.testkit.dutycycle.Turn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Each text word for word. */
class TurnAssertTest {

    private final ManualInvoker worker = ManualInvoker.of("worker", () -> 1);
    private final ManualInvoker sleeper = ManualInvoker.of("sleeper", TurnAssertTest::park);
    private final Turn turn = new Turn("worker", 3, 2, Duration.ofMillis(40), List.of());

    @Test
    void neverWaited() {
        assertThat(worker).nextTurn().neverWaited();
        fails(() -> assertThat(sleeper).nextTurn().neverWaited(), """
                Expecting turn 1 of sleeper to never wait
                but it sat in jdk.internal.misc.Unsafe.park for T ms at least, until it was interrupted (seen N times):
                """);
    }

    @Test
    void usedAtMost() {
        assertThat(turn).usedAtMost(Duration.ofMillis(40));
        fails(() -> assertThat(turn).usedAtMost(Duration.ofMillis(25)), """
                Expecting turn 3 of worker to use at most 25 ms of processor time
                but it used 40 ms
                """);
    }

    @Test
    void did() {
        assertThat(turn).did(2);
        assertThat(worker).nextTurn().did(1);
        fails(() -> assertThat(turn).did(1), """
                Expecting turn 3 of worker to have the work count 1
                but it has 2
                """);
        fails(() -> assertThat(turn).didNothing(), """
                Expecting turn 3 of worker to have the work count 0
                but it has 2
                """);
        fails(() -> assertThat(sleeper).nextTurn().did(1), """
                Expecting turn 1 of sleeper to have the work count 1
                but it has 0; besides, it sat in jdk.internal.misc.Unsafe.park for T ms at least, until it was interrupted (seen N times):
                """);
    }

    @Test
    void hasTurned() {
        worker.turn(2);
        assertThat(worker).hasTurned(2);
        fails(() -> assertThat(worker).hasTurned(1), """
                Expecting worker to have turned 1 time
                but it has turned 2 times
                """);
    }

    @Test
    void hasDone() {
        worker.turn(2);
        assertThat(worker).hasDone(2);
        fails(() -> assertThat(worker).hasDone(3), """
                Expecting worker to have the work count 3 in all
                but it has 2 after 2 turns
                """);
    }

    @Test
    void isFinished() {
        ManualInvoker finished = ManualInvoker.of("worker", () -> {
                    throw new IllegalStateException();
                })
                .endedBy(IllegalStateException.class);
        finished.turn();
        assertThat(finished).isFinished();
        assertThat(worker).isNotFinished();
        fails(() -> assertThat(worker).isFinished(), """
                Expecting worker to have finished
                but it has not after 0 turns
                """);
        fails(() -> assertThat(finished).isNotFinished(), """
                Expecting worker not to have finished
                but it has after 1 turn
                """);
        assertThat(finished).nextTurn().didNothing();
    }

    @Test
    void sawNoWait() throws Exception {
        try (BlockingDetector detector =
                BlockingDetector.standard().collecting().patience(Duration.ofMillis(30))) {
            detector.watch("worker", () -> 1);
            assertThat(detector).sawNoWait();
            detector.watch("worker", TurnAssertTest::park);
            fails(() -> assertThat(detector).sawNoWait(), """
                    Expecting none of 2 turns to wait
                    but turn 2 of worker did: it sat in jdk.internal.misc.Unsafe.park for T ms at least, until it was interrupted (seen N times):
                    """);
            detector.watch("worker", TurnAssertTest::park);
            assertThatThrownBy(() -> assertThat(detector).sawNoWait())
                    .hasMessageStartingWith(
                            "Expecting none of 3 turns to wait\nbut turn 2 of worker did, and 1 more: it");
        }
    }

    @Test
    void sawNoTurnAbove() throws Exception {
        try (BlockingDetector detector = BlockingDetector.standard()) {
            assertThat(detector).sawNoTurnAbove(Duration.ZERO);
            detector.watch("worker", () -> 1);
            assertThat(detector).sawNoTurnAbove(Duration.ofSeconds(2));
            assertThatThrownBy(() -> assertThat(detector).sawNoTurnAbove(Duration.ZERO))
                    .hasMessageMatching("Expecting each of 1 turn to use at most 0 ms of processor time\n"
                            + "but turn 1 of worker used [\\d.]+ ms");
        }
    }

    private static int park() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.park();
        }
        return 0;
    }
}
