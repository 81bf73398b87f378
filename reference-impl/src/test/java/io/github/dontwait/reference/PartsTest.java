package io.github.dontwait.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import zmq.Msg;

/** The small parts, each alone. */
class PartsTest {

    @Test
    void timersRunInOrderOfTimeAndThenOfArrival() {
        Timers timers = new Timers();
        List<String> ran = new ArrayList<>();
        long start = Long.MAX_VALUE - 5;
        timers.at(start + 20, () -> ran.add("late"));
        timers.at(start + 10, () -> ran.add("early"));
        timers.at(start + 10, () -> ran.add("early, too"));
        assertThat(timers.nanosUntilNext(start)).isEqualTo(10);
        assertThat(timers.runDue(start + 9, 10)).isZero();
        assertThat(timers.runDue(start + 20, 10)).isEqualTo(3);
        assertThat(ran).containsExactly("early", "early, too", "late");
        assertThat(timers.nanosUntilNext(start)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aTimerThatStartsAnotherDoesNotKeepTheLoop() {
        Timers timers = new Timers();
        AtomicInteger ran = new AtomicInteger();
        Runnable[] again = new Runnable[1];
        again[0] = () -> {
            ran.incrementAndGet();
            timers.at(0, again[0]);
        };
        timers.at(0, again[0]);
        assertThat(timers.runDue(1, 100)).isEqualTo(1);
        assertThat(ran).hasValue(1);
    }

    @Test
    void timersRunNoMoreThanAsked() {
        Timers timers = new Timers();
        for (int i = 0; i < 10; i++) {
            timers.at(0, () -> {});
        }
        assertThat(timers.runDue(1, 4)).isEqualTo(4);
        assertThat(timers.runDue(1, 100)).isEqualTo(6);
    }

    @Test
    void theAllocatorRefusesWhatCannotBe() {
        FrameAllocator allocator = new FrameAllocator(1_000);
        assertThat(allocator.allocate(1_000).size()).isEqualTo(1_000);
        for (int size : new int[] {-1, Integer.MIN_VALUE, 1_001, Integer.MAX_VALUE}) {
            Msg refusal = allocator.allocate(size);
            assertThat(refusal.isCommand()).isTrue();
            assertThat(refusal.buf().remaining()).isZero();
        }
        assertThat(new FrameAllocator(Long.MAX_VALUE)
                        .allocate(Integer.MAX_VALUE)
                        .isCommand())
                .as("more than the heap can hold")
                .isTrue();
    }

    @Test
    void routingIdsAreEqualByTheirOctets() {
        byte[] octets = {0, (byte) 0x80, (byte) 0xff};
        RoutingId id = new RoutingId(octets);
        octets[0] = 1;
        assertThat(id).isEqualTo(new RoutingId(new byte[] {0, (byte) 0x80, (byte) 0xff}));
        assertThat(id).hasToString("0080ff");
        id.octets()[1] = 7;
        assertThat(id).hasToString("0080ff");
        assertThat(new RoutingId(new byte[] {(byte) 0xfe}))
                .as("both are the same text once decoded")
                .isNotEqualTo(new RoutingId(new byte[] {(byte) 0xff}));
    }

    @Test
    void theEnvelopeIsALeadingEmptyFrameIfMoreFollow() {
        assertThat(request("").envelope()).isEmpty();
        assertThat(request("").body()).hasSize(1);
        assertThat(request("", "a").envelope()).hasSize(1);
        assertThat(request("", "a").body()).hasSize(1);
        assertThat(request("a", "").envelope()).isEmpty();
        assertThat(request("", "", "a").body()).hasSize(2);
    }

    @Test
    void anInvokerRefusesToTurnWhatDoesNotRun() {
        ActorInvoker invoker = new ActorInvoker(new Countdown(1));
        assertThatThrownBy(invoker::invoke).hasMessage("countdown has not been started; call start() first");
        invoker.start();
        invoker.close();
        assertThatThrownBy(invoker::invoke).hasMessage("countdown is closed");
    }

    @Test
    void aRunnerTurnsUntilTheEndAndCloses() {
        Countdown countdown = new Countdown(3);
        AtomicInteger idled = new AtomicInteger();
        new ActorRunner(countdown, workCount -> idled.incrementAndGet()).run();
        assertThat(countdown.left).isZero();
        assertThat(idled).hasValue(3);
        assertThat(countdown.closed).isEqualTo(1);
    }

    @Test
    void aRunnerClosesAfterAFailureToo() {
        Countdown countdown = new Countdown(3);
        ActorRunner runner = new ActorRunner(countdown, workCount -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(runner::run).hasMessage("broken");
        assertThat(countdown.closed).isEqualTo(1);
    }

    @Test
    void idleStrategiesIdleOnlyAfterAnEmptyTurn() {
        AtomicInteger waits = new AtomicInteger();
        IdleStrategy waiting = new WaitingIdleStrategy(waits::incrementAndGet);
        waiting.idle(1);
        assertThat(waits).hasValue(0);
        waiting.idle(0);
        assertThat(waits).hasValue(1);

        IdleStrategy hour = new SleepingIdleStrategy(Duration.ofHours(1));
        hour.idle(1);
        IdleStrategy millisecond = new SleepingIdleStrategy(Duration.ofMillis(1));
        millisecond.idle(0);
        new SpinningIdleStrategy().idle(0);
        IdleStrategy backoff = new BackoffIdleStrategy();
        for (int i = 0; i < 60; i++) {
            backoff.idle(i == 50 ? 1 : 0);
        }
        assertThatThrownBy(() -> new SleepingIdleStrategy(Duration.ZERO)).hasMessageContaining("above zero");
    }

    private static Request request(String... frames) {
        List<byte[]> octets = new ArrayList<>();
        for (String frame : frames) {
            octets.add(frame.getBytes(UTF_8));
        }
        return new Request(new RoutingId(new byte[] {1}), octets, 0);
    }

    private static final class Countdown implements Actor {

        int left;
        int closed;

        Countdown(int turns) {
            left = turns;
        }

        @Override
        public int turn() throws ActorFinishedException {
            if (left == 0) {
                throw new ActorFinishedException();
            }
            left--;
            return 1;
        }

        @Override
        public void onClose() {
            closed++;
        }

        @Override
        public String roleName() {
            return "countdown";
        }
    }
}
