package io.github.dontwait.testkit.junit;

import static io.github.dontwait.testkit.junit.JupiterRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.jeromq.CheckedContext;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.transcript.Transcript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What is given lives as long as the test that got it, or as long as its class, also where tests run in parallel. */
class LifecycleTest {

    /** What the classes below saw, since nobody else can tell. */
    private static final List<Object> SEEN = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void eachTestHasItsOwnAndTheClassItsOwn() {
        run(Lives.class).assertAllSucceed(8);
        // The class, a test, three repetitions, two arguments, two nested ones.
        assertThat(new HashSet<>(SEEN)).hasSize(9);
    }

    @DontwaitTest
    static class Lives {

        @BeforeAll
        static void begin(Transcript ofClass) {
            SEEN.add(ofClass);
        }

        @AfterAll
        static void end(Transcript ofClass) {
            assertThat(SEEN.get(0)).isSameAs(ofClass);
        }

        @BeforeEach
        void beforeEach(Transcript own) {
            SEEN.add(own);
        }

        @AfterEach
        void afterEach(Transcript own) {
            assertThat(SEEN).contains(own);
        }

        @Test
        void one(Transcript own) {
            SEEN.add(own);
        }

        @RepeatedTest(3)
        void repeated(Transcript own) {
            SEEN.add(own);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void parameterized(String value, Transcript own) {
            SEEN.add(own);
        }

        @Nested
        class Inner {
            @Test
            void inner(Transcript own) {
                SEEN.add(own);
            }

            @Test
            void another(Transcript own) {
                SEEN.add(own);
            }
        }
    }

    @Test
    void whatTheConstructorOfAPerClassClassGetsBelongsToTheClass() {
        run(PerClass.class).assertAllSucceed(2);
        assertThat(SEEN).hasSize(1).allMatch(context -> ((ZContext) context).isClosed());
    }

    @DontwaitTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClass {

        private final FakeRouter server;
        private final CheckedContext context;

        PerClass(FakeRouter server, CheckedContext context) {
            this.server = server;
            this.context = context;
            SEEN.add(context);
        }

        @Test
        void first(PeerFactory peers) {
            use(peers);
        }

        @Test
        void second(PeerFactory peers) {
            use(peers);
        }

        private void use(PeerFactory peers) {
            assertThat(context.isClosed()).isFalse();
            peers.to(server.endpoint()).dealer("alice").send("hello");
            server.takeRequest();
            try (ZMQ.Socket dealer = context.createSocket(SocketType.DEALER)) {
                dealer.connect(server.endpoint());
            }
        }
    }

    @Test
    void testsMayRunInParallel() {
        JupiterRun run = run(
                Parallel.class,
                Map.of(
                        "dontwait.time-factor", "0.1",
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "3"));
        run.tests().assertStatistics(statistics -> statistics.succeeded(2).failed(1));
        assertThat(new HashSet<>(SEEN)).hasSize(3);
        assertThat(run.failure())
                .hasMessageStartingWith("Expecting Parallel.leaks() to leave nothing behind\nbut it left:\n"
                        + "  thread leaked waits in CountDownLatch.await without a deadline")
                .hasMessageEndingWith("\nnot judged: descriptors, because tests run in parallel");
        Parallel.END.countDown();
    }

    @DontwaitTest
    static class Parallel {

        static final CountDownLatch END = new CountDownLatch(1);
        private static final CountDownLatch TOGETHER = new CountDownLatch(3);

        @Test
        void talks(FakeRouter server, PeerFactory peers, Transcript own) throws InterruptedException {
            meet(own);
            peers.to(server.endpoint()).dealer("alice").send("hello");
            server.takeRequest();
        }

        @Test
        void binds(@Bound(SocketType.ROUTER) ZMQ.Socket socket, Transcript own) throws InterruptedException {
            meet(own);
            assertThat(socket.getLastEndpoint()).startsWith("tcp://127.0.0.1:");
        }

        @Test
        void leaks(Transcript own) throws InterruptedException {
            meet(own);
            WaitingThread.start("leaked", END);
        }

        private static void meet(Transcript own) throws InterruptedException {
            SEEN.add(own);
            TOGETHER.countDown();
            assertThat(TOGETHER.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
