package io.github.dontwait.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.reference.Bench.TestPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worker turn by turn: exact, because nothing happens between two turns. */
class SteppedWorkerTest {

    @Test
    void aTurnWithoutMessagesFindsNothingToDo() {
        try (Bench bench = Bench.with()) {
            assertThat(bench.turn()).isZero();
            assertThat(bench.counter("turns")).isEqualTo(1);
        }
    }

    @Test
    void oneRequestCostsOneTurn() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            alice.send("hi", "", "there");
            assertThat(bench.turn()).isPositive();
            assertThat(alice.receive()).containsExactly("hi", "", "there");
            assertThat(bench.turn()).isZero();
            assertThat(alice.receive()).isEmpty();
        }
    }

    @Test
    void eachReplyGoesToThePeerThatAsked() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            TestPeer bob = bench.dealer("bob");
            alice.send("from alice");
            bob.send("", "from bob");
            bench.turn();
            assertThat(alice.receiveAll()).containsExactly("from alice");
            assertThat(bob.receiveAll()).containsExactly(" from bob");
        }
    }

    @Test
    void aSingleEmptyFrameIsAnsweredWithOne() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            alice.send("");
            bench.turn();
            assertThat(alice.receive()).containsExactly("");
        }
    }

    @Test
    void aTurnTakesNoMoreThanABatch() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            for (int i = 0; i < 250; i++) {
                alice.send("r" + i);
            }
            bench.turn();
            assertThat(alice.receiveAll()).hasSize(100);
            bench.turn();
            bench.turn();
            assertThat(alice.receiveAll()).hasSize(150);
        }
    }

    @Test
    void aPeerThatDoesNotReadHoldsUpNobody() {
        try (Bench bench = Bench.with("DONTWAIT_HWM", "4")) {
            TestPeer full = bench.dealer("full", 4);
            TestPeer free = bench.dealer("free");
            for (int round = 0; round < 20; round++) {
                full.send("f" + round);
                free.send("g" + round);
                bench.turn();
                assertThat(free.receive()).containsExactly("g" + round);
            }
        }
    }

    @Test
    void whatIsHeldBackArrivesInOrderOnceThePeerReads() {
        try (Bench bench = Bench.with("DONTWAIT_HWM", "4")) {
            TestPeer slow = bench.dealer("slow", 4);
            for (int i = 0; i < 12; i++) {
                slow.send("r" + i);
                bench.turn();
            }
            List<String> read = new ArrayList<>(slow.receiveAll());
            assertThat(read).as("what fits into the queues on the way").hasSize(8);
            bench.liveThrough(Duration.ofMillis(200), Duration.ofMillis(10));
            read.addAll(slow.receiveAll());
            assertThat(read).containsExactly("r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11".split(" "));
        }
    }

    @Test
    void beyondItsBoundAPeerLosesWholeRequestsThatAreCounted() {
        try (Bench bench = Bench.with("DONTWAIT_HWM", "4")) {
            TestPeer deaf = bench.dealer("deaf", 4);
            for (int i = 0; i < 50; i++) {
                deaf.send("a" + i, "b" + i);
                bench.turn();
            }
            assertThat(bench.counter("dropped")).isEqualTo(50 - 8 - 4);
            List<String> read = new ArrayList<>(deaf.receiveAll());
            bench.liveThrough(Duration.ofMillis(200), Duration.ofMillis(10));
            read.addAll(deaf.receiveAll());
            assertThat(read).hasSize(12).startsWith("a0 b0", "a1 b1").endsWith("a11 b11");
            deaf.send("again");
            bench.turn();
            assertThat(deaf.receive()).containsExactly("again");
        }
    }

    @Test
    void aThousandOpenRequestsLoseNothingAtTheDefaults() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            for (int i = 0; i < 1_000; i++) {
                alice.send("r" + i);
            }
            bench.turn(20);
            assertThat(alice.receiveAll()).hasSize(1_000);
            assertThat(bench.counter("dropped")).isZero();
        }
    }

    @Test
    void aReplyToAPeerThatHasGoneIsCounted() {
        try (Bench bench = Bench.with()) {
            TestPeer leaving = bench.dealer("leaving");
            leaving.send("$work", "1");
            bench.turn();
            leaving.leave();
            TestPeer staying = bench.dealer("staying");
            // The end of a connection is noticed by the turns that receive.
            for (int i = 0; i < 200 && bench.counter("unroutable") == 0; i++) {
                bench.work.forEach(Runnable::run);
                bench.work.clear();
                bench.liveThrough(Duration.ofMillis(100), Duration.ofMillis(10));
            }
            assertThat(bench.counter("unroutable")).isEqualTo(1);
            staying.send("hi");
            bench.turn();
            assertThat(staying.receive()).containsExactly("hi");
        }
    }

    @Test
    void peersTakeTurns() {
        try (Bench bench = Bench.with()) {
            TestPeer greedy = bench.dealer("greedy");
            for (int i = 0; i < 90; i++) {
                greedy.send("$work", "1", "g" + i);
            }
            bench.turn();
            TestPeer modest = bench.dealer("modest");
            modest.send("$work", "1", "m");
            bench.turn();
            assertThat(bench.work).as("one of each").hasSize(2);
        }
    }

    @Test
    void thePeersTableIsBounded() {
        Counters counters = new Counters();
        Peers peers = new Peers(counters);
        Peer busy = peers.remember(new RoutingId(new byte[] {1}));
        busy.busy = true;
        for (int i = 0; i < 30_000; i++) {
            peers.remember(new RoutingId(Integer.toString(i).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        }
        assertThat(counters.peers.get()).isEqualTo(10_000);
        assertThat(peers.find(busy.id))
                .as("never the one that has something open")
                .isSameAs(busy);
    }

    @Test
    void manyPeersAreServedInOneTurnEach() {
        try (Bench bench = Bench.with()) {
            List<TestPeer> peers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                peers.add(bench.dealer("peer-" + i));
            }
            Collections.shuffle(peers, new java.util.Random(1));
            peers.forEach(peer -> peer.send("hi"));
            bench.turn();
            assertThat(peers).allSatisfy(peer -> assertThat(peer.receive()).containsExactly("hi"));
        }
    }
}
