package io.github.dontwait.testkit.dutycycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.transcript.Transcript;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;

class ManualInvokerTest {

    private final List<String> calls = new ArrayList<>();

    @Test
    void overInprocOneRequestTakesOneTurn() {
        try (Inproc inproc = new Inproc();
                ManualInvoker echo = ManualInvoker.of("echo", inproc::echo)) {
            ZMQ.Socket alice = inproc.dealer("alice");
            ZMQ.Socket bob = inproc.dealer("bob");
            for (int i = 0; i < 100; i++) {
                alice.send("a" + i);
                bob.send("b" + i);
                assertThat(echo.turn()).isEqualTo(1);
                assertThat(echo.turn()).isEqualTo(1);
                assertThat(echo.turn()).isZero();
                assertThat(alice.recvStr(ZMQ.DONTWAIT)).isEqualTo("a" + i);
                assertThat(bob.recvStr(ZMQ.DONTWAIT)).isEqualTo("b" + i);
            }
            assertThat(echo.turns()).isEqualTo(300);
            assertThat(echo.work()).isEqualTo(200);
            assertThat(echo.lastTurn().number()).isEqualTo(300);
            assertThat(echo.lastTurn().workCount()).isZero();
        }
    }

    @Test
    void startsBeforeTheFirstTurnAndClosesOnce() {
        ManualInvoker invoker = ManualInvoker.of(
                "actor", DutyCycle.of(() -> calls.add("start"), () -> count("turn"), () -> calls.add("close")));
        invoker.turn(2);
        invoker.start();
        invoker.close();
        invoker.close();
        assertThat(calls).containsExactly("start", "turn", "turn", "close");
        assertThatThrownBy(invoker::turn)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("actor is closed");
    }

    @Test
    void whatWasNeverStartedIsNotClosed() {
        ManualInvoker invoker =
                ManualInvoker.of("actor", DutyCycle.of(() -> calls.add("start"), () -> 0, () -> calls.add("close")));
        assertThatThrownBy(invoker::lastTurn).hasMessage("actor has not turned yet");
        invoker.close();
        assertThat(calls).isEmpty();
    }

    @Test
    void anActorMayFinish() {
        ManualInvoker invoker = ManualInvoker.of("actor", () -> {
                    if (count("turn") + calls.size() > 3) {
                        throw new Finished();
                    }
                    return 1;
                })
                .endedBy(Finished.class);
        assertThat(invoker.turn(10)).isEqualTo(2);
        assertThat(invoker.isFinished()).isTrue();
        assertThat(invoker.turns()).isEqualTo(3);
        assertThatThrownBy(() -> invoker.turnUntil("the moon to rise", () -> false, 5))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "Expecting the moon to rise within 5 turns of actor\nbut actor finished after 0, which did 0"
                                + " in all; the last one that found something to do was turn 2");
    }

    @Test
    void whatATurnThrowsComesOut() {
        ManualInvoker unchecked = ManualInvoker.of("actor", () -> {
            throw new UnsupportedOperationException("broken");
        });
        assertThatThrownBy(unchecked::turn).isInstanceOf(UnsupportedOperationException.class);
        ManualInvoker checked = ManualInvoker.of("actor", () -> {
            throw new IOException("disk full");
        });
        assertThatThrownBy(checked::turn)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("turn 1 of actor threw java.io.IOException: disk full")
                .hasCauseInstanceOf(IOException.class);
        ManualInvoker start = ManualInvoker.of("actor", DutyCycle.of(() -> Thread.sleep(-1), () -> 0, () -> {}));
        assertThatThrownBy(start::turn).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void turnsUntilSomethingHolds() {
        AtomicInteger turned = new AtomicInteger();
        ManualInvoker invoker = ManualInvoker.of("actor", () -> turned.incrementAndGet() < 3 ? 2 : 0);
        assertThat(invoker.turnUntil(() -> turned.get() == 2, 10)).isEqualTo(2);
        assertThat(invoker.turnUntil(() -> true, 0)).isZero();
        assertThatThrownBy(() -> invoker.turnUntil("alice to have her reply", () -> false, 7))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "Expecting alice to have her reply within 7 turns of actor\nbut that is not so after 7, which did"
                                + " 0 in all; the last one that found something to do was turn 2");
        assertThatThrownBy(() -> ManualInvoker.of("idle", () -> 0).turnUntil(() -> false, 1))
                .hasMessage(
                        "Expecting the condition to hold within 1 turns of idle\nbut that is not so after 1, which did 0"
                                + " in all");
    }

    @Test
    void turnsUntilThereIsNothingToDo() {
        AtomicInteger left = new AtomicInteger(3);
        ManualInvoker invoker = ManualInvoker.of("actor", () -> Math.max(0, left.getAndDecrement()));
        assertThat(invoker.turnUntilIdle(4)).isEqualTo(6);
        ManualInvoker busy = ManualInvoker.of("busy", () -> 2);
        assertThatThrownBy(() -> busy.turnUntilIdle(5))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Expecting busy to find nothing to do within 5 turns\nbut turn 5 still did 2, 10 in all");
        assertThatThrownBy(() -> busy.turnUntilIdle(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a number of turns is 1 or more here, not 0");
        assertThatThrownBy(() -> busy.turn(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> busy.turnUntil(() -> true, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void livesThroughTimeInSteps() {
        ManualClock clock = new ManualClock();
        long begin = clock.nanoTime();
        List<Long> seen = new ArrayList<>();
        ManualInvoker invoker = ManualInvoker.of("actor", () -> {
            seen.add((clock.nanoTime() - begin) / 1_000_000);
            return 1;
        });
        assertThat(invoker.turnThrough(clock, Duration.ofMillis(30), Duration.ofMillis(10)))
                .isEqualTo(3);
        assertThat(seen).containsExactly(10L, 20L, 30L);
        assertThatThrownBy(() -> invoker.turnThrough(clock, Duration.ofMillis(30), Duration.ZERO))
                .hasMessage("time passes in steps above zero, not PT0S");
    }

    @Test
    void tellsTurnsToATranscript() {
        Transcript transcript = Transcript.begin();
        ManualInvoker invoker = ManualInvoker.of("actor", () -> 5)
                .telling(turn -> transcript.turn(turn.name(), turn.number(), turn.workCount()));
        invoker.turn(2);
        assertThat(transcript.render().replaceAll(" *\\+\\d+\\.\\d ms", "  +T ms"))
                .isEqualTo("  +T ms  actor -- turn 1, work count 5\n  +T ms  actor -- turn 2, work count 5");
    }

    @Test
    void belongsToOneThread() throws Exception {
        ManualInvoker invoker = ManualInvoker.of("actor", () -> 0);
        invoker.turn();
        FutureTask<Integer> elsewhere = new FutureTask<>(invoker::turn);
        new Thread(elsewhere, "other").start();
        assertThatThrownBy(() -> elsewhere.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("actor belongs to the thread \""
                        + Thread.currentThread().getName()
                        + "\", which started it; turn it there, not on \"other\"");
    }

    private int count(String call) {
        calls.add(call);
        return 1;
    }

    private static final class Finished extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
