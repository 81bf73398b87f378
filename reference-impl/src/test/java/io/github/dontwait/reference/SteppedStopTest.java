package io.github.dontwait.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.reference.Bench.TestPeer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The orderly stop, step by step. */
class SteppedStopTest {

    @Test
    void anIdleActorStopsByItself() {
        try (Bench bench = Bench.with()) {
            bench.actor.stop();
            bench.actor.stop();
            bench.liveThrough(Duration.ofMillis(250), Duration.ofMillis(10));
            assertThat(bench.isFinished()).isTrue();
            assertThat(bench.turn()).isZero();
        }
    }

    @Test
    void whatWasQueuedIsAnsweredAndWhatComesLaterIsNot() {
        try (Bench bench = Bench.with("DONTWAIT_LINGER_MS", "5000")) {
            TestPeer alice = bench.dealer("alice");
            for (int i = 0; i < 300; i++) {
                alice.send("q" + i);
            }
            alice.send("$defer", "3000");
            bench.actor.stop();
            bench.turn(5);
            assertThat(alice.receiveAll()).hasSize(300);
            bench.passMillis(300);
            bench.turn();
            alice.send("too late");
            bench.liveThrough(Duration.ofMillis(3_000), Duration.ofMillis(50));
            assertThat(alice.receiveAll()).containsExactly("$defer 3000");
            bench.liveThrough(Duration.ofMillis(200), Duration.ofMillis(50));
            assertThat(bench.isFinished()).isTrue();
        }
    }

    @Test
    void nothingTakenIsLeftUnfinished() {
        try (Bench bench = Bench.with("DONTWAIT_LINGER_MS", "0")) {
            TestPeer alice = bench.dealer("alice");
            alice.send("$work", "1", "first");
            alice.send("$work", "1", "second");
            bench.turn();
            bench.actor.stop();
            bench.liveThrough(Duration.ofSeconds(60), Duration.ofMillis(500));
            assertThat(bench.isFinished()).isFalse();
            assertThat(bench.actor.workHasEnded()).isFalse();
            bench.work.remove().run();
            bench.turn();
            bench.work.remove().run();
            bench.turn(2);
            assertThat(alice.receiveAll()).containsExactly("$work 1 first", "$work 1 second");
            assertThat(bench.isFinished()).isTrue();
        }
    }

    @Test
    void aDeferredReplyIsSentIfItIsDueWithinTheLinger() {
        try (Bench bench = Bench.with("DONTWAIT_LINGER_MS", "1000")) {
            TestPeer alice = bench.dealer("alice");
            alice.send("$defer", "900");
            alice.send("$defer", "5000");
            bench.turn();
            bench.actor.stop();
            bench.liveThrough(Duration.ofMillis(1_100), Duration.ofMillis(10));
            assertThat(alice.receiveAll()).containsExactly("$defer 900");
            assertThat(bench.isFinished()).as("without the later one").isTrue();
        }
    }

    @Test
    void theLingerIsCountedFromTheEndOfTheWork() {
        try (Bench bench = Bench.with("DONTWAIT_LINGER_MS", "1000")) {
            TestPeer alice = bench.dealer("alice");
            TestPeer bob = bench.dealer("bob");
            alice.send("$work", "1");
            bob.send("$defer", "3500");
            bench.turn();
            bench.actor.stop();
            bench.liveThrough(Duration.ofSeconds(3), Duration.ofMillis(100));
            bench.work.remove().run();
            bench.liveThrough(Duration.ofMillis(800), Duration.ofMillis(100));
            assertThat(alice.receiveAll()).containsExactly("$work 1");
            assertThat(bob.receiveAll()).containsExactly("$defer 3500");
        }
    }

    @Test
    void aPeerThatDoesNotReadHoldsItUpForTheLingerOnly() {
        try (Bench bench = Bench.with("DONTWAIT_LINGER_MS", "1000", "DONTWAIT_HWM", "4")) {
            TestPeer deaf = bench.dealer("deaf", 4);
            for (int i = 0; i < 12; i++) {
                deaf.send("r" + i);
                bench.turn();
            }
            bench.actor.stop();
            bench.liveThrough(Duration.ofMillis(1_050), Duration.ofMillis(10));
            assertThat(bench.isFinished()).isFalse();
            bench.liveThrough(Duration.ofMillis(100), Duration.ofMillis(10));
            assertThat(bench.isFinished()).isTrue();
        }
    }

    @Test
    void aStopBeforeTheStartIsRemembered() {
        try (Bench bench = Bench.with("DONTWAIT_ROLE", "server", "DONTWAIT_ENDPOINT", "inproc://other")) {
            Worker never = new Worker(
                    Settings.from(java.util.Map.of("DONTWAIT_ENDPOINT", "inproc://never")),
                    new EchoHandler(),
                    bench.surroundings,
                    endpoint -> {});
            never.stop();
            ActorInvoker invoker = new ActorInvoker(never);
            invoker.start();
            for (int i = 0; i < 30; i++) {
                bench.passMillis(10);
                invoker.invoke();
            }
            assertThat(invoker.isFinished()).isTrue();
            invoker.close();
        }
    }
}
