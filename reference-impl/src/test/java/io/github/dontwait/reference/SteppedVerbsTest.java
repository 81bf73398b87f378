package io.github.dontwait.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.reference.Bench.TestPeer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worker's verbs turn by turn, and handlers that fail. */
class SteppedVerbsTest {

    @Test
    void aFailingHandlerIsAnsweredAndSurvived() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            alice.send("1");
            alice.send("", "$fail", "ignored");
            alice.send("2");
            bench.turn();
            assertThat(alice.receiveAll()).containsExactly("1", " $error the handler failed", "2");
            assertThat(bench.counter("failed")).isEqualTo(1);
        }
    }

    @Test
    void handlersThatBreakTheirPromisesAreSurvived() {
        Handler[] broken = {
            request -> new Outcome.Reply(List.of()),
            request -> new Outcome.Work(List::of),
            request -> new Outcome.Work(() -> {
                throw new java.io.IOException("disk");
            }),
            request -> {
                throw new StackOverflowError();
            }
        };
        for (Handler handler : broken) {
            try (Bench bench = Bench.with(handler)) {
                TestPeer alice = bench.dealer("alice");
                alice.send("", "hi");
                bench.turn();
                bench.work.forEach(Runnable::run);
                bench.turn();
                assertThat(alice.receiveAll()).containsExactly(" $error the handler failed");
            }
        }
    }

    @Test
    void workThatNobodyTakesIsAnsweredWithAnError() {
        try (Bench bench = Bench.with()) {
            bench.refusesWork = true;
            TestPeer alice = bench.dealer("alice");
            alice.send("$work", "1");
            alice.send("next");
            bench.turn(2);
            assertThat(alice.receiveAll()).containsExactly("$error the handler failed", "next");
        }
    }

    @Test
    void aBadArgumentIsAnsweredWithAnError() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            for (String bad : List.of("", "-1", "x", "1.5", "12345678", "٣")) {
                alice.send("$work", bad);
                alice.send("", "$defer", bad);
            }
            alice.send("$work");
            bench.turn();
            List<String> replies = alice.receiveAll();
            assertThat(replies).hasSize(13).allMatch(reply -> reply.strip().startsWith("$error expected milliseconds"));
            assertThat(bench.work).isEmpty();
        }
    }

    @Test
    void verbsCountOnlyInTheirPlace() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            String[][] echoed = {
                {"x", "$fail"}, {"", "", "$fail"}, {"$unknown"}, {"$FAIL"}, {"$fail "}, {"$"}, {"STOP"}, {"$heartbeat"}
            };
            for (String[] request : echoed) {
                alice.send(request);
                bench.turn();
                assertThat(alice.receive()).containsExactly(request);
            }
        }
    }

    @Test
    void workRunsOffTheLoopAndDelaysOnlyItsOwnPeer() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            TestPeer bob = bench.dealer("bob");
            alice.send("$work", "1");
            alice.send("after");
            bob.send("hi");
            bench.turn();
            assertThat(bench.work).hasSize(1);
            assertThat(bob.receive()).containsExactly("hi");
            assertThat(alice.receive()).isEmpty();

            bench.work.remove().run();
            bench.turn(2);
            assertThat(alice.receiveAll()).containsExactly("$work 1", "after");
        }
    }

    @Test
    void aPeersWorkIsDoneOneAfterAnother() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            for (int i = 1; i <= 3; i++) {
                alice.send("$work", "1", "n" + i);
            }
            for (int i = 1; i <= 3; i++) {
                bench.turn();
                assertThat(bench.work).hasSize(1);
                bench.work.remove().run();
                bench.turn();
                assertThat(alice.receiveAll()).containsExactly("$work 1 n" + i);
            }
        }
    }

    @Test
    void deferredRepliesComeInTheirOwnTime() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            alice.send("$defer", "300");
            alice.send("$defer", "100");
            alice.send("now");
            bench.turn();
            assertThat(alice.receiveAll()).containsExactly("now");
            bench.passMillis(99);
            assertThat(bench.turn()).isZero();
            bench.passMillis(1);
            bench.turn();
            assertThat(alice.receiveAll()).containsExactly("$defer 100");
            bench.passMillis(200);
            bench.turn();
            assertThat(alice.receiveAll()).containsExactly("$defer 300");
        }
    }

    @Test
    void statsTellTheTruth() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            TestPeer bob = bench.dealer("bob");
            bench.turn(3);
            alice.send("1");
            bob.send("2");
            bench.turn();
            alice.send("", "$stats", "ignored");
            bench.turn();
            assertThat(alice.receive()).containsExactly("1");
            assertThat(alice.receive())
                    .startsWith("", "$stats")
                    .contains("turns=3", "handled=2", "peers=2")
                    .doesNotContain("ignored");
        }
    }

    @Test
    void whoamiTellsTheRoutingId() {
        try (Bench bench = Bench.with()) {
            TestPeer alice = bench.dealer("alice");
            alice.send("$whoami");
            bench.turn();
            assertThat(alice.receive()).containsExactly("$whoami", "alice");
        }
    }
}
