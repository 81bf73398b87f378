package io.github.dontwait.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.library.LibrarySocket;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

@Timeout(30)
class JeromqPeersTest {

    private static final Timeouts HASTY = Timeouts.standard().withArrival(Duration.ofMillis(150));

    private final Transcript transcript = Transcript.begin();
    private final ZContext context = new ZContext();
    private final JeromqPeers peers = JeromqPeers.in(context, "inproc://subject", transcript, Timeouts.standard());

    @AfterEach
    void closeAll() {
        peers.close();
        context.close();
    }

    /** A subject that the test steps by hand: one message in, the same out. */
    private ZMQ.Socket boundRouter() {
        ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
        router.bind("inproc://subject");
        return router;
    }

    private static void turn(ZMQ.Socket router) {
        byte[] id = router.recv(ZMQ.DONTWAIT);
        while (id != null) {
            router.send(id, ZMQ.SNDMORE);
            boolean hasMore = router.hasReceiveMore();
            while (hasMore) {
                byte[] frame = router.recv();
                hasMore = router.hasReceiveMore();
                router.send(frame, hasMore ? ZMQ.SNDMORE : 0);
            }
            id = router.recv(ZMQ.DONTWAIT);
        }
    }

    @Test
    void overInprocASteppedSubjectIsExact() {
        ZMQ.Socket router = boundRouter();
        JeromqPeer alice = peers.dealer("alice");
        MessagePeer bob = peers.req("bob");
        MessagePeer carol = peers.anonymous("carol");
        alice.expectNothingAfter(() -> turn(router));
        alice.send("a", "");
        bob.send("b");
        alice.expectNothingAfter(() -> {});
        carol.expectNothingAfter(() -> turn(router));
        alice.expect(Message.of("a", ""), Duration.ZERO);
        bob.expect(Message.of("b"), Duration.ZERO);
        assertThat(transcript.render())
                .contains("alice -- connected, to inproc://subject, if anybody binds it")
                .contains("alice -> subject  [ \"a\", \"\" ]")
                .contains("bob   <- subject  [ \"b\" ]");
    }

    @Test
    void failuresSayWhatTheOthersReceived() {
        ZMQ.Socket router = boundRouter();
        JeromqPeer alice = peers.dealer("alice");
        JeromqPeer bob = peers.dealer("bob");
        bob.send("b");
        turn(router);
        assertThat(Failures.head(() -> alice.expect(Message.of("b"), Duration.ofMillis(20))))
                .isEqualTo("""
                Expecting alice (routing id "alice") to receive within 20 ms:
                  [ "b" ]
                but received nothing; over inproc://subject; bob received [ "b" ]""");
        bob.expect("b");
    }

    @Test
    void aRouterThatConnectsNeedsNoRoutingIdOfItsSubject() {
        ZMQ.Socket router = boundRouter();
        JeromqPeer gateway = peers.router("gateway");
        gateway.send("hi");
        turn(router);
        gateway.expect("hi");
    }

    @ParameterizedTest
    @EnumSource
    void aRouterThatConnectsReachesALibrary(Library library) {
        try (LibrarySocket service = library.echoingRouter();
                JeromqPeers clients = JeromqPeers.to(service.endpoint(), transcript, Timeouts.standard())) {
            MessagePeer gateway = clients.router("gateway");
            gateway.send("hi", "there");
            gateway.expect("hi", "there");
            MessagePeer carol = clients.req("carol");
            carol.send("x");
            carol.expect("x");
        }
    }

    @Test
    void aDealerWhoseQueueIsFullFails() {
        try (ZContext small = new ZContext()) {
            small.setSndHWM(1);
            try (JeromqPeers hasty = JeromqPeers.in(small, "inproc://nobody", Transcript.begin(), HASTY)) {
                JeromqPeer alice = hasty.dealer("alice");
                alice.send("1");
                assertThat(Failures.head(() -> alice.send("2"))).isEqualTo("""
                        Expecting alice (routing id "alice") to be able to send within 150 ms:
                          [ "2" ]
                        but it cannot: over inproc://nobody""");
            }
        }
    }

    @Test
    void leaveAndComeBackUnderTheSameOrAnotherRoutingId() {
        try (Peers servers = Peers.listening(Transcript.none(), Timeouts.standard())) {
            FakeServer server = servers.fakeServer("server").answerBy(request -> Answer.echo());
            try (JeromqPeers clients = JeromqPeers.to(server.endpoint(), transcript, Timeouts.standard())) {
                JeromqPeer alice = clients.dealer("alice");
                alice.send("1");
                alice.disconnect(); // what was sent goes out all the same
                alice.disconnect();
                assertThatIllegalStateException()
                        .isThrownBy(() -> alice.send("x"))
                        .withMessageContaining("reconnect first");
                server.expectRequest("1");
                alice.reconnect();
                alice.send("2");
                alice.expect("2");
                alice.reconnectAs(RoutingId.text("al"));
                alice.send("3");
                alice.expect("3");
                alice.reconnectAs(null);
                assertThat(alice).hasToString("alice");
                alice.send("4");
                alice.expect("4");
                assertThat(server.requests())
                        .extracting(RecordedRequest::routingId)
                        .containsExactly(RoutingId.text("alice"), RoutingId.text("alice"), RoutingId.text("al"), null);
                server.vanish(Event.Ending.RST);
                await().until(() -> transcript.render().contains("alice -- disconnected by subject"));
                assertThat(Failures.head(() -> alice.expectMessage(Duration.ofMillis(100))))
                        .endsWith("but received nothing; there is no connection");
                server.restart();
                server.expectClients(1);
                alice.send("5");
                alice.expect("5");
            }
        }
        assertThat(transcript.render())
                .contains("alice -- connected, through JeroMQ")
                .contains("alice -- disconnected by subject")
                .contains("alice -- disconnected (FIN)");
    }

    @Test
    void nobodyListens() {
        String endpoint;
        try (Peers servers = Peers.listening(Transcript.none(), Timeouts.standard())) {
            endpoint = servers.fakeServer("gone").endpoint();
        }
        try (JeromqPeers clients = JeromqPeers.to(endpoint, Transcript.begin(), HASTY)) {
            assertThat(Failures.error(() -> clients.dealer("alice")))
                    .hasMessageStartingWith("Expecting " + endpoint + " to accept alice within 150 ms\n"
                            + "but JeroMQ could make no connection");
        }
    }

    @Test
    void belongToTheThreadThatMadeThem() {
        JeromqPeer alice = peers.dealer("alice");
        assertThatThrownBy(
                        () -> CompletableFuture.runAsync(() -> alice.send("x")).get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("alice belongs to the thread \""
                        + Thread.currentThread().getName() + "\", which made it; ")
                .hasMessageEndingWith("must not use it: a JeroMQ socket is for one thread");
    }

    @Test
    void aReqThatDoesNotKeepItsTurnsIsTheTestsMistake() {
        boundRouter();
        JeromqPeer carol = peers.req("carol");
        assertThatIllegalStateException()
                .isThrownBy(() -> carol.poll(Duration.ZERO))
                .withMessage("carol is a REQ, which sends and receives in turns; now is the other's turn");
        carol.send("1");
        assertThatIllegalStateException().isThrownBy(() -> carol.send("2"));
    }

    @Test
    void anInterruptSpoilsNothing() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        Thread user = new Thread(() -> {
            try {
                JeromqPeers mine = JeromqPeers.listening(Transcript.none(), Timeouts.standard());
                JeromqRouter server = mine.boundRouter("server", "tcp://127.0.0.1:*");
                waiting.complete(Thread.currentThread());
                assertThatThrownBy(server::expectMessage).isInstanceOf(CancellationException.class);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                mine.close(); // would fail and leave two threads behind
                assertThat(Thread.interrupted()).as("still interrupted").isTrue();
                ended.complete(new Throwable("well"));
            } catch (RuntimeException | Error e) {
                ended.complete(e);
            }
        });
        user.start();
        waiting.get().interrupt();
        assertThat(ended.get()).hasMessage("well");
        user.join();
    }

    @Test
    void closingFromAnotherThreadEndsAWait() throws Exception {
        CompletableFuture<JeromqRouter> made = new CompletableFuture<>();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        JeromqPeers theirs = JeromqPeers.listening(Transcript.none(), Timeouts.standard());
        Thread user = new Thread(() -> {
            JeromqRouter server = theirs.boundRouter("server", "tcp://127.0.0.1:*");
            made.complete(server);
            try {
                server.expectMessage();
                ended.complete(new AssertionError("a message came"));
            } catch (RuntimeException | Error e) {
                ended.complete(e);
            }
        });
        user.start();
        made.get();
        theirs.close();
        theirs.close();
        assertThat(ended.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("these peers are closed, and server with them; make new ones");
        user.join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:5555", "inproc://", "tcp://*:5555", "ipc://x", ""})
    void refuseWhatIsNoEndpoint(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JeromqPeers.in(context, endpoint, transcript, Timeouts.standard()))
                .withMessageContaining("\"" + endpoint + "\"");
    }

    @Test
    void inprocNeedsTheContextOfTheSubject() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JeromqPeers.to("inproc://x", transcript, Timeouts.standard()))
                .withMessageContaining("JeromqPeers.in(context, endpoint, …)");
        try (JeromqPeers servers = JeromqPeers.listening(transcript, Timeouts.standard())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> servers.dealer("alice"))
                    .withMessageContaining("make them with JeromqPeers.to(endpoint, …)");
        }
    }
}
