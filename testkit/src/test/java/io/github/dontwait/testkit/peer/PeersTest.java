package io.github.dontwait.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireListener;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class PeersTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final Transcript transcript = Transcript.begin();
    private final Peers servers = Peers.listening(Transcript.none(), Timeouts.standard());
    private final FakeRouter subject = servers.fakeRouter("router");
    private final Peers peers =
            Peers.to(subject.endpoint(), transcript, Timeouts.standard().withArrival(Duration.ofSeconds(2)));

    @AfterEach
    void closeAll() {
        peers.close();
        servers.close();
    }

    private void echo() {
        Request request = subject.takeRequest();
        request.connection().send(request.message());
    }

    private static String failure(ThrowingCallable action) {
        ExpectationFailedError error = catchThrowableOfType(ExpectationFailedError.class, action);
        assertThat(error).as("a failure").isNotNull();
        return String.valueOf(error.getMessage()).replaceAll(" *\\+\\d+\\.\\d ms", "  +T ms");
    }

    @Test
    void announceWhatTheirKindSays() {
        assertThat(peers.dealer("alice").routingId()).isEqualTo(RoutingId.text("alice"));
        assertThat(subject.takeConnection()).hasToString("router (from routing id \"alice\")");
        assertThat(peers.anonymous("bob").routingId()).isNull();
        assertThat(subject.takeConnection().routingId()).isNull();
        peers.router("carol");
        assertThat(String.valueOf(subject.takeConnection().metadata()))
                .isEqualTo("[Socket-Type=\"ROUTER\", Identity=\"carol\"]");
        peers.peer(PeerOptions.dealer("dave").withRoutingId(RoutingId.hex("80 ff")));
        assertThat(subject.takeConnection().routingId()).isEqualTo(RoutingId.hex("80ff"));
        assertThat(peers.peer(PeerOptions.req("erin")))
                .isInstanceOf(ReqPeer.class)
                .hasToString("erin");
    }

    @Test
    void sendAndReceiveWholeMessages() {
        Peer alice = peers.dealer("alice");
        alice.send("ping", "");
        echo();
        assertThat(alice.expect("ping", "")).isEqualTo(Message.of("ping", ""));
        assertThat(alice.poll(Duration.ZERO)).isEmpty();
        alice.expectSilence(SHORT);
    }

    @Test
    void aReqAddsTheDelimiterAndRequiresIt() {
        ReqPeer req = peers.req("carol");
        req.send("hi");
        Request request = subject.takeRequest();
        assertThat(request.message()).isEqualTo(Message.of("", "hi"));
        subject.reply(request, "ho");
        req.expect("ho");
        request.connection().send("bare");
        assertThat(failure(req::expectMessage))
                .startsWith("Expecting carol to receive a reply that begins with the empty delimiter\n"
                        + "but received:\n  [ \"bare\" ]\n\nTranscript:\n")
                .endsWith("carol <- subject  [ \"bare\" ]     <-- here");
    }

    @Test
    void showTheFirstDifference() {
        Peer alice = peers.dealer("alice");
        ClientConnection connection = subject.takeConnection();
        connection.send("ping-b");
        assertThat(failure(() -> alice.expect("ping-a"))).isEqualTo("""
                        Expecting alice (routing id "alice") to receive within 2 s:
                          [ "ping-a" ]
                        but received:
                          [ "ping-b" ]
                        frame 1 of 1, byte 6: expected 'a' (0x61), was 'b' (0x62)

                        Transcript:
                          +T ms  alice -- connected
                          +T ms  alice <- subject  [ "ping-b" ]     <-- here""");
    }

    @Test
    void sayWhoReceivedInsteadAndWhetherTheConnectionLasts() {
        Peer alice = peers.dealer("alice");
        subject.takeConnection();
        Peer bob = peers.dealer("bob");
        sendForSure(subject.takeConnection(), "for alice");
        assertThat(failure(() -> alice.expect(Message.of("for alice"), SHORT))).startsWith("""
                        Expecting alice (routing id "alice") to receive within 50 ms:
                          [ "for alice" ]
                        but received nothing; the connection is open; bob received [ "for alice" ]
                        """);
        assertThat(bob.expectMessage()).as("it was only looked at").isEqualTo(Message.of("for alice"));
    }

    /** Back when the octets are in the other side's system: what is asked of the server is done in order. */
    private static void sendForSure(ClientConnection connection, String text) {
        connection.send(text);
        connection.readOn();
    }

    @Test
    void sayThatTheConnectionWasClosed() {
        Peer alice = peers.dealer("alice");
        subject.takeConnection().drop();
        assertThat(failure(alice::expectMessage))
                .startsWith("Expecting alice (routing id \"alice\") to receive a message within 2 s\n"
                        + "but received nothing; the connection has been closed\n")
                .endsWith("alice -- disconnected by subject (FIN)");
        assertThat(alice.poll(Duration.ofSeconds(5))).isEmpty();
        assertThat(alice.isClosed()).isTrue();
    }

    @Test
    void aFenceLetsNothingElsePass() {
        Peer alice = peers.dealer("alice");
        ClientConnection connection = subject.takeConnection();
        connection.send("fence");
        alice.expectNothingBut(Message.of("fence"));
        connection.send("unasked");
        connection.send("fence");
        assertThat(failure(() -> alice.expectNothingBut(Message.of("fence")))).startsWith("""
                        Expecting alice (routing id "alice") to receive nothing else, and within 2 s:
                          [ "fence" ]
                        but received:
                          [ "unasked" ]
                        """);
    }

    @Test
    void silenceIsBrokenByAMessage() {
        Peer alice = peers.dealer("alice");
        subject.takeConnection().send("psst");
        assertThat(failure(() -> alice.expectSilence(Duration.ofSeconds(2))))
                .startsWith("Expecting alice (routing id \"alice\") to receive nothing for 2 s\n"
                        + "but received:\n  [ \"psst\" ]\n");
    }

    @Test
    void anOpenConnectionFailsTheExpectationOfAClose() {
        Peer alice = peers.dealer("alice");
        sendForSure(subject.takeConnection(), "still here");
        assertThat(failure(() -> alice.expectClosed(SHORT)))
                .startsWith("Expecting alice (routing id \"alice\") to be disconnected within 50 ms\n"
                        + "but the connection is still open; alice received [ \"still here\" ]\n");
        assertThat(alice.expectMessage()).isEqualTo(Message.of("still here"));
    }

    @Test
    void leaveInOrderOrAtOnceAndComeBack() {
        Peer alice = peers.dealer("alice");
        alice.disconnect();
        alice.reconnect();
        alice.send("one");
        echo();
        alice.expect("one");
        alice.reset();
        alice.reconnect();
        alice.send("two");
        echo();
        alice.expect("two");
        assertThat(transcript.events())
                .filteredOn(Event.Disconnected.class::isInstance)
                .extracting(event -> ((Event.Disconnected) event).ending())
                .containsExactly(Event.Ending.FIN, Event.Ending.RST);
    }

    @Test
    void aRefusedConnectionFailsAtOnceUnlessTheyArePatient() throws Exception {
        subject.stopListening();
        assertThat(failure(() -> peers.dealer("alice")))
                .startsWith("Expecting " + subject.endpoint() + " to accept alice\n"
                        + "but the connection was refused: nobody listens there yet? peers.connectPatiently() tries again"
                        + " until the arrival patience ends\n");
        CompletableFuture<Peer> patient = CompletableFuture.supplyAsync(
                () -> peers.peer(PeerOptions.dealer("bob").connectPatiently()));
        subject.listenAgain();
        Peer bob = patient.get();
        bob.send("late");
        echo();
        bob.expect("late");
    }

    @Test
    void patienceEndsToo() {
        subject.stopListening();
        try (Peers hasty = Peers.to(
                        subject.endpoint(), transcript, Timeouts.standard().withArrival(SHORT))
                .connectPatiently()) {
            assertThat(failure(() -> hasty.dealer("alice")))
                    .startsWith("Expecting " + subject.endpoint() + " to accept alice within 50 ms\n"
                            + "but the connection was refused: nobody listens there\n");
        }
    }

    @Test
    void aHandshakeThatFailsSaysHow() {
        WireListener listener = servers.listener("mute");
        try (Peers hasty =
                Peers.to(listener.endpoint(), transcript, Timeouts.standard().withArrival(SHORT))) {
            assertThat(failure(() -> hasty.dealer("alice")))
                    .startsWith("Expecting alice (routing id \"alice\") to complete the handshake\n"
                            + "but failed: alice waited 50 ms for a greeting, got nothing; the connection is open\n");
        }
    }

    @Test
    void unrecordedPeersLeaveNoTrace() {
        Peer alice = peers.peer(PeerOptions.dealer("alice").unrecorded());
        alice.send("ping");
        echo();
        alice.expect("ping");
        assertThat(transcript.events()).isEmpty();
    }

    @Test
    void closeEverythingTheyMade() {
        WirePeer raw = peers.raw("raw");
        Peer alice = peers.dealer("alice");
        ClientConnection connection = subject.takeConnection();
        peers.close();
        peers.close();
        assertThat(raw.isClosed()).isTrue();
        assertThat(alice.isClosed()).isTrue();
        connection.drop();
        assertThat(subject.events()).extracting(ConnectionEvent::kind).contains(ConnectionEvent.Kind.DISCONNECTED);
        servers.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("dontwait-fake-router-router");
    }

    @Test
    void thoseThatAreClosedStayClosed() {
        Peer alice = peers.dealer("alice");
        alice.disconnect();
        assertThatIllegalStateException()
                .isThrownBy(() -> alice.send("x"))
                .withMessage("alice is disconnected; reconnect first");
        alice.reconnect();
        peers.close();
        String message = "these peers are closed, and alice with them; make new ones";
        assertThatIllegalStateException().isThrownBy(() -> alice.send("x")).withMessage(message);
        assertThatIllegalStateException().isThrownBy(alice::expectMessage).withMessage(message);
        assertThatIllegalStateException().isThrownBy(alice::reconnect).withMessage(message);
        assertThatIllegalStateException()
                .isThrownBy(() -> peers.dealer("zoe"))
                .withMessage("these peers are closed, and zoe with them; make new ones");
        assertThat(subject.connections()).hasSize(2);
        servers.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> servers.fakeRouter("late"))
                .withMessageMatching("these peers are closed, and late at \\S+ with them; make new ones");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("dontwait-fake-router-late");
    }

    @Test
    void twoOfOneRoutingIdAreNamedWhereOneIsNotServed() {
        Peer first = peers.dealer("alice");
        Peer second = peers.dealer("alice");
        assertThat(failure(() -> second.expectMessage(SHORT)))
                .contains(
                        "but received nothing; the connection is open; 2 peers have the routing id \"alice\", of which a"
                                + " ROUTER serves one\n");
        first.disconnect();
        assertThat(failure(() -> second.expectMessage(SHORT)))
                .contains("but received nothing; the connection is open\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:5555", "tcp://127.0.0.1", "tcp://*:5555", "tcp://127.0.0.1:*", "tcp://a:65536", ""})
    void refuseWhatIsNoEndpoint(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Peers.to(endpoint, transcript, Timeouts.standard()))
                .withMessageContaining("\"" + endpoint + "\"")
                .withMessageContaining("for example tcp://127.0.0.1:5555");
    }

    @Test
    void thoseThatListenDoNotConnect() {
        assertThatThrownBy(() -> servers.dealer("alice"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("make them with Peers.to(endpoint, …)");
    }
}
