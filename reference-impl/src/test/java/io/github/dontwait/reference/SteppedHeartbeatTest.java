package io.github.dontwait.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.reference.Bench.TestPeer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Heartbeats against a clock that moves only when told. */
class SteppedHeartbeatTest {

    private static final String[] SETTINGS = {"DONTWAIT_HEARTBEAT_MS", "100", "DONTWAIT_PEER_TTL_MS", "1000"};

    @Test
    void noneWithoutAnInterval() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            alice.send("hi");
            bench.turn();
            bench.liveThrough(Duration.ofSeconds(10), Duration.ofMillis(50));
            assertThat(alice.receiveAll()).containsExactly("hi");
        }
    }

    @Test
    void theFirstComesWithinOneIntervalAndThenOneEach() {
        try (Bench bench = Bench.with(SETTINGS)) {
            TestPeer alice = bench.dealer("alice");
            alice.send("hi");
            bench.turn();
            bench.liveThrough(Duration.ofMillis(100), Duration.ofMillis(5));
            assertThat(alice.receiveAll()).containsExactly("hi", "$heartbeat");
            for (int i = 0; i < 8; i++) {
                bench.liveThrough(Duration.ofMillis(100), Duration.ofMillis(5));
                assertThat(alice.receiveAll()).containsExactly("$heartbeat");
            }
        }
    }

    @Test
    void noneBeforeAPeerWasHeard() {
        try (Bench bench = Bench.with(SETTINGS)) {
            TestPeer silent = bench.dealer("silent");
            bench.liveThrough(Duration.ofSeconds(1), Duration.ofMillis(50));
            assertThat(silent.receiveAll()).isEmpty();
        }
    }

    @Test
    void missedOnesAreNotCaughtUp() {
        try (Bench bench = Bench.with("DONTWAIT_HEARTBEAT_MS", "100")) {
            TestPeer alice = bench.dealer("alice");
            alice.send("hi");
            bench.turn();
            bench.passMillis(730);
            bench.turn(5);
            assertThat(alice.receiveAll()).containsExactly("hi", "$heartbeat");
            bench.liveThrough(Duration.ofMillis(100), Duration.ofMillis(5));
            assertThat(alice.receiveAll()).containsExactly("$heartbeat");
        }
    }

    @Test
    void aSilentPeerIsForgottenAndWelcomeAgain() {
        try (Bench bench = Bench.with(SETTINGS)) {
            TestPeer alice = bench.dealer("alice");
            alice.send("hi");
            bench.turn();
            assertThat(bench.counter("peers")).isEqualTo(1);
            bench.liveThrough(Duration.ofMillis(1_200), Duration.ofMillis(10));
            assertThat(bench.counter("peers")).isZero();
            alice.receiveAll();
            bench.liveThrough(Duration.ofSeconds(2), Duration.ofMillis(10));
            assertThat(alice.receiveAll()).isEmpty();

            alice.send("back");
            bench.turn();
            bench.liveThrough(Duration.ofMillis(100), Duration.ofMillis(5));
            assertThat(alice.receiveAll()).containsExactly("back", "$heartbeat");
            assertThat(bench.counter("peers")).isEqualTo(1);
        }
    }

    @Test
    void anyRequestCountsAsLife() {
        try (Bench bench = Bench.with(SETTINGS)) {
            TestPeer alice = bench.dealer("alice");
            for (int i = 0; i < 5; i++) {
                alice.send("$heartbeat");
                bench.liveThrough(Duration.ofMillis(900), Duration.ofMillis(10));
            }
            assertThat(bench.counter("peers")).isEqualTo(1);
            assertThat(alice.receiveAll()).hasSizeBetween(5 + 43, 5 + 46);
        }
    }

    @Test
    void noneForAPeerWhoseLatestMessageBeganWithAnEmptyFrame() {
        try (Bench bench = Bench.with(SETTINGS)) {
            TestPeer req = bench.dealer("req");
            req.send("", "hi");
            bench.turn();
            bench.liveThrough(Duration.ofMillis(500), Duration.ofMillis(10));
            assertThat(req.receiveAll()).containsExactly(" hi");
            req.send("no delimiter");
            bench.liveThrough(Duration.ofMillis(500), Duration.ofMillis(10));
            assertThat(req.receiveAll()).hasSizeGreaterThan(4).contains("$heartbeat");
        }
    }

    @Test
    void workDelaysNoHeartbeatAndASilentPeerStillGetsItsReply() {
        try (Bench bench = Bench.with(SETTINGS)) {
            TestPeer alice = bench.dealer("alice");
            alice.send("$work", "1");
            bench.turn();
            bench.liveThrough(Duration.ofMillis(500), Duration.ofMillis(5));
            assertThat(alice.receiveAll()).hasSize(5).containsOnly("$heartbeat");
            bench.liveThrough(Duration.ofMillis(800), Duration.ofMillis(5));
            assertThat(bench.counter("peers")).isZero();
            alice.receiveAll();
            bench.work.remove().run();
            bench.turn();
            assertThat(alice.receiveAll()).containsExactly("$work 1");
        }
    }

    @Test
    void duringABacklogTheyComeAllTheSame() {
        try (Bench bench = Bench.with(SETTINGS)) {
            TestPeer alice = bench.dealer("alice");
            alice.send("hi");
            bench.turn();
            alice.receiveAll();
            TestPeer flood = bench.dealer("flood");
            for (int i = 0; i < 40; i++) {
                for (int k = 0; k < 150; k++) {
                    flood.send("f");
                }
                bench.passMillis(10);
                bench.turn();
                flood.receiveAll();
            }
            assertThat(alice.receiveAll()).hasSize(4).containsOnly("$heartbeat");
        }
    }
}
