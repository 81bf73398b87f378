package io.github.dontwait.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.dontwait.testkit.fault.FaultyServer;
import io.github.dontwait.testkit.fault.Link;
import io.github.dontwait.testkit.jeromq.CheckedContext;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Answer;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.FakeServer;
import io.github.dontwait.testkit.peer.JeromqPeer;
import io.github.dontwait.testkit.peer.JeromqPeers;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Test classes that are right, that fail, that hang and that leak, run by JUnit inside these tests. */
class DontwaitExtensionTest {

    /** What the classes below saw, since nobody else can tell. */
    private static final List<Object> SEEN = Collections.synchronizedList(new ArrayList<>());

    /** For classes that leak on purpose: what is left need not be awaited for long. */
    private static final Map<String, String> HASTY = Map.of("dontwait.time-factor", "0.1");

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private static EngineExecutionResults run(Class<?> type) {
        return run(type, Map.of());
    }

    private static EngineExecutionResults run(Class<?> type, Map<String, String> settings) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .configurationParameters(settings)
                .execute();
    }

    private static Throwable failure(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    private static void assertAllSucceed(EngineExecutionResults results, int tests) {
        results.allEvents().failed().stream()
                .findFirst()
                .ifPresent(event -> fail("unexpected: " + printed(failure(results)), failure(results)));
        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(tests).finished(tests));
    }

    /** As Surefire and IDEs print it. */
    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    // --- parameters

    @Test
    void everythingIsInjectedAndClosed() {
        assertAllSucceed(run(Everything.class), 3);
        assertThat(SEEN).hasSize(3).allMatch(context -> ((ZContext) context).isClosed());
        assertThat(SEEN).doesNotHaveDuplicates();
    }

    @DontwaitTest
    static class Everything {

        private final Transcript ofConstructor;
        private ZMQ.@Nullable Socket echo;

        Everything(Transcript transcript) {
            ofConstructor = transcript;
        }

        @BeforeEach
        void bind(@Bound(SocketType.ROUTER) ZMQ.Socket service) {
            echo = service;
        }

        @Endpoint
        String endpoint() {
            return Objects.requireNonNull(echo).getLastEndpoint();
        }

        @Test
        void talks(Transcript transcript, Timeouts timeouts, Peers peers, ZContext context, CheckedContext same) {
            assertThat(transcript).isSameAs(ofConstructor);
            assertThat(timeouts).isEqualTo(Timeouts.standard());
            assertThat(same).isSameAs(context);
            ZMQ.Socket service = Objects.requireNonNull(echo);
            Peer alice = peers.dealer("alice");
            alice.send("ping");
            service.setReceiveTimeOut(10_000);
            assertThat(service.recvStr()).isEqualTo("alice");
            assertThat(service.recvStr()).isEqualTo("ping");
            service.sendMore("alice");
            service.send("pong");
            alice.expect("pong");
            assertThat(transcript.events()).isNotEmpty();
            SEEN.add(context);
        }

        @Test
        void breaks(Link link, ZContext context, @Inproc String inproc, PeerFactory peers, FakeServer server) {
            Peer alice = peers.to(link.endpoint()).dealer("alice");
            link.cut(Event.Ending.RST);
            alice.expectClosed();
            ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
            router.bind(inproc);
            peers.in(context, inproc).dealer("bob").send("hello");
            assertThat(router.recvStr()).isEqualTo("bob");
            assertThat(router.recvStr()).isEqualTo("hello");
            peers.to(server.endpoint()).dealer("carol");
            SEEN.add(context);
        }

        @Test
        void listens(
                FakeRouter server,
                WireListener mallory,
                PeerFactory peers,
                @Inproc String one,
                @Inproc String other,
                ZContext context) {
            peers.to(server.endpoint()).dealer("alice").send("hello");
            assertThat(server.takeRequest().body()).hasToString("[ \"hello\" ]");
            assertThat(mallory.isListening()).isTrue();
            assertThat(server.toString()).startsWith("server at ");
            assertThat(one).isNotEqualTo(other);
            assertThat(peers.listening().endpoint()).isEmpty();
            SEEN.add(context);
        }
    }

    @Test
    void realPeersAndLinksAreGivenToo() {
        assertAllSucceed(run(Real.class), 1);
    }

    @DontwaitTest
    static class Real {

        @Endpoint
        String endpoint = "";

        @BeforeEach
        void start(FakeServer server) {
            server.answerBy(request -> Answer.echo());
            endpoint = server.endpoint();
        }

        @Test
        void talks(JeromqPeers real, PeerFactory peers, Transcript transcript) {
            JeromqPeer alice = real.dealer("alice");
            alice.send("1");
            alice.expect("1");
            JeromqPeer bob = peers.jeromqTo(endpoint).dealer("bob");
            bob.send("2");
            bob.expect("2");
            Link link = peers.link(endpoint, "cable");
            Peer carol = peers.to(link.endpoint()).dealer("carol");
            carol.send("3");
            carol.expect("3");
            link.cut(Event.Ending.RST);
            carol.expectClosed();
            assertThat(transcript.render()).contains("cable").contains("alice").contains("bob");
        }
    }

    @Test
    void peersWithoutAnEndpointSayWhatToDo() {
        assertThat(failure(run(NoEndpoint.class)))
                .hasMessageContaining("where should Peers connect to? Put @Endpoint on a field or a method of "
                        + NoEndpoint.class.getName()
                        + " that says so, or take a PeerFactory and call to(endpoint).");
        assertThat(failure(run(EmptyEndpoint.class)))
                .hasMessageContaining("gave null; it gives a text such as tcp://127.0.0.1:5555, and at the latest when"
                        + " @BeforeEach is over");
    }

    @Test
    void aFaultyServerWithoutAFaultSaysWhatToDo() {
        assertThat(failure(run(WhichFault.class)))
                .hasMessageContaining(
                        "which fault has the FaultyServer of WhichFault.asks? Take a PeerFactory, and call"
                                + " listening().faultyServer(name, fault).");
    }

    @DontwaitTest
    static class WhichFault {
        @Test
        void asks(FaultyServer server) {
            fail("must not get here: " + server);
        }
    }

    @DontwaitTest
    static class NoEndpoint {
        @Test
        void asks(Peers peers) {
            fail("must not get here: " + peers.endpoint());
        }
    }

    @DontwaitTest
    static class EmptyEndpoint {
        @Endpoint
        @Nullable
        String endpoint;

        @Test
        void asks(Peers peers) {
            fail("must not get here: " + peers.endpoint());
        }
    }

    @Test
    void theTimeFactorStretchesPatienceOnly() {
        run(Slow.class, Map.of("dontwait.time-factor", "2.5")).testEvents().assertStatistics(each -> each.succeeded(1));
        assertThat(SEEN).containsExactly(Timeouts.standard().stretchedBy(2.5));
        assertThat(((Timeouts) SEEN.get(0)).silence())
                .isEqualTo(Timeouts.standard().silence());
        assertThat(failure(run(Slow.class, Map.of("dontwait.time-factor", "fast"))))
                .hasRootCauseInstanceOf(NumberFormatException.class)
                .hasMessageContaining(
                        "dontwait.time-factor is \"fast\"; a time factor is a number above 0, for example 2.5");
    }

    @DontwaitTest
    static class Slow {
        @Test
        void asks(Timeouts timeouts) {
            SEEN.add(timeouts);
        }
    }

    // --- life

    @Test
    void eachTestHasItsOwnAndTheClassItsOwn() {
        assertAllSucceed(run(Lives.class), 8);
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
        assertAllSucceed(run(PerClass.class), 2);
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
        EngineExecutionResults results = run(
                Parallel.class,
                Map.of(
                        "dontwait.time-factor", "0.1",
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "3"));
        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(2).failed(1));
        assertThat(new HashSet<>(SEEN)).hasSize(3);
        assertThat(failure(results))
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
            leak("leaked", END);
        }

        private static void meet(Transcript own) throws InterruptedException {
            SEEN.add(own);
            TOGETHER.countDown();
            assertThat(TOGETHER.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    static Thread leak(String name, CountDownLatch end) {
        Thread thread = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    // --- failures

    @Test
    void aFailureCarriesTheTranscriptOnce() {
        List<Throwable> failures = run(Failing.class).testEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
        assertThat(failures).hasSize(2);
        for (Throwable failure : failures) {
            assertThat(printed(failure).split("\nTranscript:|: Transcript:", -1))
                    .hasSize(2);
        }
        assertThat(failures)
                .filteredOn(failure ->
                        failure.getMessage() != null && failure.getMessage().startsWith("by hand"))
                .singleElement()
                .satisfies(failure -> assertThat(printed(failure))
                        .containsPattern("\tSuppressed: Transcript:\n +\\+[0-9.]+ ms  .* -- connected[^\n]*\n"
                                + "(.*\n)*.*alice  -> subject  \\[ \"ping\" ]"));
    }

    @DontwaitTest
    static class Failing {

        @Test
        void byHand(FakeRouter server, PeerFactory peers) {
            peers.to(server.endpoint()).dealer("alice").send("ping");
            fail("by hand");
        }

        @Test
        void byTheKit(FakeRouter server, PeerFactory peers) {
            Peer alice = peers.to(server.endpoint()).dealer("alice");
            alice.send("ping");
            alice.expectMessage(Duration.ofMillis(1));
        }

        @Test
        void byAssumption() {
            Assumptions.abort("not a failure");
        }
    }

    @Test
    void aTimeoutShowsWhereTheThreadsWere() {
        String text = printed(failure(run(Hanging.class)));
        assertThat(text)
                .contains("TimeoutException: hangs(")
                .containsPattern("Suppressed: Threads when the time was over:\n"
                        + "  \\S+ sits in ZMQ\\.Socket\\.recv without a deadline: called from"
                        + " DontwaitExtensionTest\\.Hanging\\.hangs \\(DontwaitExtensionTest\\.java:[0-9]+\\)\n")
                .containsPattern("\n  worker-1 sits in ZMQ\\.Poller\\.poll without a deadline: called from "
                        + "DontwaitExtensionTest\\.Hanging\\.lambda")
                .containsPattern("\n  other threads: ");
    }

    @DontwaitTest
    @Timeout(value = 300, unit = TimeUnit.MILLISECONDS)
    static class Hanging {

        @Test
        void hangs(CheckedContext context) throws InterruptedException {
            CountDownLatch begun = new CountDownLatch(1);
            Thread worker = new Thread(
                    () -> {
                        try (ZMQ.Poller poller = context.createPoller(1)) {
                            poller.register(context.bound(SocketType.ROUTER), ZMQ.Poller.POLLIN);
                            begun.countDown();
                            poller.poll(-1);
                        }
                    },
                    "worker-1");
            worker.start();
            try {
                begun.await();
                context.bound(SocketType.PULL).recv();
            } finally {
                worker.interrupt();
                Thread.interrupted();
                worker.join();
            }
        }
    }

    @Test
    void aPatienceThatEndsShowsWhereTheSubjectIs() {
        String text = printed(failure(run(Mute.class)));
        assertThat(text)
                .contains("Expecting alice (routing id \"alice\") to receive within 50 ms:\n  [ \"pong\" ]\n")
                .containsPattern("Suppressed: Threads of the test at that moment:\n"
                        + "  mute-service sits in ZMQ\\.Socket\\.recv without a deadline");
    }

    @DontwaitTest
    static class Mute {

        @Test
        void isAsked(@Bound(SocketType.ROUTER) ZMQ.Socket service, PeerFactory peers, Timeouts timeouts)
                throws InterruptedException {
            Thread thread = new Thread(
                    () -> {
                        while (service.recv() != null) {
                            Thread.onSpinWait();
                        }
                    },
                    "mute-service");
            String endpoint = service.getLastEndpoint();
            thread.setUncaughtExceptionHandler((interrupted, failure) -> {});
            thread.start();
            try {
                Peer alice = peers.to(endpoint).dealer("alice");
                alice.send("ping");
                alice.expect(Message.of("pong"), Duration.ofMillis(50));
            } finally {
                thread.interrupt();
                thread.join();
            }
        }
    }

    @Test
    void aMisusedSocketFailsItsTest() {
        assertThat(failure(run(Misusing.class)))
                .hasMessageStartingWith("Expecting the 3 octets that PUSH socket 2 was given at "
                        + "DontwaitExtensionTest.Misusing.reuses (DontwaitExtensionTest.java:");
    }

    @DontwaitTest
    static class Misusing {
        @Test
        void reuses(ZContext context, @Bound(SocketType.PULL) ZMQ.Socket pull) {
            ZMQ.Socket push = context.createSocket(SocketType.PUSH);
            push.connect(pull.getLastEndpoint());
            byte[] array = {1, 2, 3};
            push.send(array);
            array[0] = 4;
        }
    }

    // --- leaks

    @Test
    void leaksAreFoundAndExceptionsAreMade() {
        EngineExecutionResults results = run(Leaking.class, HASTY);
        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(3).failed(2));
        Set<String> messages = new HashSet<>();
        results.testEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .forEach(failure -> messages.add(String.valueOf(failure.getMessage())));
        assertThat(messages)
                .anyMatch(
                        message -> message.matches(
                                "(?s)Expecting Leaking\\.leavesAThread\\(\\) to leave nothing behind\n"
                                        + "but it left:\n  thread wanted-not waits in CountDownLatch\\.await without a deadline: .*"))
                .anyMatch(message -> message.matches("(?s)Expecting Leaking\\.leavesAContext\\(\\) to leave nothing"
                        + " behind\nbut it left:\n  a JeroMQ context with ROUTER socket 1, opened by .*"
                        + "\n      at \\S*DontwaitExtensionTest\\$Leaking\\.leavesAContext\\S*\n.*"));
        Leaking.END.countDown();
        SEEN.forEach(context -> ((CheckedContext) context).close());
    }

    @Test
    void aLeakIsToldOnce() throws IOException {
        EngineExecutionResults results = run(LeakingChannel.class, HASTY);
        results.allEvents().assertStatistics(statistics -> statistics.failed(1));
        assertThat(failure(results)).hasMessageContaining("a socket that listens at port");
        for (Object channel : SEEN) {
            ((ServerSocketChannel) channel).close();
        }
    }

    @DontwaitTest
    static class LeakingChannel {

        @Test
        void leavesAChannel() throws IOException {
            ServerSocketChannel channel = ServerSocketChannel.open();
            SEEN.add(channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        }
    }

    @DontwaitTest
    static class Leaking {

        static final CountDownLatch END = new CountDownLatch(1);

        @Test
        void leavesAThread() {
            leak("wanted-not", END);
        }

        @Test
        void leavesAContext() {
            CheckedContext context = CheckedContext.open();
            context.bound(SocketType.ROUTER);
            SEEN.add(context);
        }

        @Test
        @AllowThreads(named = "metrics-.*", reason = "the registry is global")
        void leavesAWantedThread() {
            leak("metrics-1", END);
        }

        @Test
        @SkipLeakCheck(reason = "the pool below belongs to the application")
        void leavesWhatItLikes() {
            leak("anything", END);
        }

        @Test
        void leavesNothing(ZContext context) {
            context.createSocket(SocketType.ROUTER).bind("tcp://127.0.0.1:*");
        }
    }

    @Test
    void whatAClassKeepsIsJudgedWhenTheClassEnds() {
        assertAllSucceed(run(Keeping.class), 2);
        EngineExecutionResults results = run(KeepingForEver.class, HASTY);
        results.testEvents().assertStatistics(statistics -> statistics.succeeded(1));
        assertThat(failure(results))
                .hasMessageMatching("(?s)Expecting KeepingForEver to leave nothing behind\nbut it left:\n"
                        + "  thread pool-[0-9]+-thread-1 waits in .*, made during KeepingForEver\\.works\\(\\)");
        KeepingForEver.POOL.shutdownNow();
    }

    @DontwaitTest
    static class Keeping {

        private static final ZContext CONTEXT = new ZContext();

        @AfterAll
        static void close() {
            CONTEXT.close();
        }

        @Test
        void first() {
            CONTEXT.createSocket(SocketType.PUB).close();
        }

        @Test
        void second() {
            CONTEXT.createSocket(SocketType.PUB).close();
        }
    }

    @DontwaitTest
    static class KeepingForEver {

        static final ExecutorService POOL = Executors.newFixedThreadPool(1, task -> {
            Thread thread = Executors.defaultThreadFactory().newThread(task);
            thread.setDaemon(true);
            return thread;
        });

        @Test
        void works() throws Exception {
            POOL.submit(() -> {}).get();
        }
    }

    @Test
    void aReasonIsRequired() {
        assertThat(failure(run(Unreasonable.class)))
                .hasMessageContaining("say the reason of @SkipLeakCheck at Unreasonable");
    }

    @DontwaitTest
    @SkipLeakCheck(reason = " ")
    static class Unreasonable {
        @Test
        void leaks() {
            fail("must not get here");
        }
    }
}
