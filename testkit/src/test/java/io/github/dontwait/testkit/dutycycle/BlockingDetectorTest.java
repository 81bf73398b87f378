package io.github.dontwait.testkit.dutycycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;

/** How a detector is set up and used; what it finds is in {@link BlockedTurnTest}. */
class BlockingDetectorTest extends WatchedTurns {

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
                .permitting(WatchedTurns.class.getName(), "idle")
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
}
