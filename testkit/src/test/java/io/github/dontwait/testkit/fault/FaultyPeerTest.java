package io.github.dontwait.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.Mechanism;
import io.github.dontwait.testkit.wire.Metadata;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireListener;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a faulty peer really sends, octet for octet, seen by a server that only counts. */
@Timeout(30)
class FaultyPeerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final WireOptions SERVER = WireOptions.of("ROUTER");
    private static final int READY_SIZE =
            FrameCodec.encode(Command.ready(WireOptions.of("DEALER").metadata()).frame()).length;
    private static final int TRAFFIC = Greeting.SIZE + READY_SIZE;
    /** A message of one frame of 8 octets. */
    private static final int COMMITTED = 10;

    private final Transcript transcript = Transcript.begin();
    private final WireListener listener = WireListener.bind("server", transcript, Timeouts.standard());

    @AfterEach
    void close() {
        listener.close();
    }

    private FaultyPeer connect(Fault fault) {
        return FaultyPeer.connect(listener.endpoint(), "rude", fault, transcript, Timeouts.standard());
    }

    static Stream<Object[]> endings() {
        return Stream.of(new Object[][] {
            {Fault.close().atOnce(), 0},
            {Fault.close().inGreeting(0), 0},
            {Fault.close().inGreeting(5), 5},
            {Fault.halfClose().inGreeting(63), 63},
            {Fault.close().inReady(0), 64},
            {Fault.close().inReady(7), 71},
            {Fault.close().afterHandshake(), TRAFFIC},
            {Fault.close().atOctet(100), 100},
            {Fault.close().insideFrame(1), TRAFFIC + 1},
            {Fault.close().insideFrame(3), TRAFFIC + 2 * COMMITTED + 1},
            {Fault.halfClose().insideFrame(3, 8), TRAFFIC + 2 * COMMITTED + 8},
            {Fault.close().insideFrame(1, 400), TRAFFIC + 400},
            {Fault.close().afterFrame(2), TRAFFIC + 2 * COMMITTED},
            {Fault.close().afterMessage(3), TRAFFIC + 3 * COMMITTED},
        });
    }

    @ParameterizedTest
    @MethodSource("endings")
    void endsAtTheOctet(Fault fault, int octets) {
        try (FaultyPeer rude = connect(fault);
                WirePeer server = listener.accept()) {
            server.sendGreeting(SERVER.greeting());
            server.sendCommand(Command.ready(SERVER.metadata()));
            rude.commit();
            assertThat(rude.hasHappened()).isTrue();
            assertThat(server.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
            assertThat(server.unreadOctets()).hasSize(octets);
            assertThat(transcript.render()).contains("rude   -- " + fault);
        }
    }

    /** Runs a peer against a server that shakes hands; answers the server's end. */
    private WirePeer commit(FaultyPeer rude) {
        CompletableFuture<FaultyPeer> committing = CompletableFuture.supplyAsync(rude::commit);
        WirePeer server = listener.accept();
        server.handshake(SERVER);
        committing.join();
        return server;
    }

    @Test
    void aResetIsAnRst() {
        try (FaultyPeer rude = connect(Fault.reset().insideFrame(2));
                WirePeer server = commit(rude)) {
            assertThat(server.awaitClose(PATIENCE)).contains(Event.Ending.RST);
            assertThatThrownBy(() -> rude.send("more"))
                    .hasMessage("rude sends no more: it resets inside frame 2 at octet 1");
        }
    }

    @Test
    void coalescedMessagesComeWhole() {
        try (FaultyPeer rude = connect(Fault.coalesce(3).afterHandshake());
                WirePeer server = commit(rude)) {
            for (int i = 0; i < 3; i++) {
                assertThat(server.receiveMessage()).isEqualTo(Message.of("xxxxxxxx"));
            }
            assertThat(transcript.events())
                    .anySatisfy(event -> assertThat(event).isInstanceOfSatisfying(Event.Octets.class, sent -> {
                        assertThat(sent.note()).isEqualTo("all that was held back");
                        assertThat(sent.octets().size()).isEqualTo(3 * COMMITTED);
                    }));
        }
    }

    @Test
    void splitAndDrippedMessagesComeWhole() {
        for (Fault fault : new Fault[] {
            Fault.split(3).afterHandshake(),
            Fault.drip(1_000).insideFrame(1),
            Fault.pause(Duration.ofMillis(5)).inReady(3)
        }) {
            try (FaultyPeer rude = connect(fault);
                    WirePeer server = commit(rude)) {
                rude.send("one", "two");
                Message message = server.receiveMessage();
                while (message.equals(Message.of("xxxxxxxx"))) {
                    message = server.receiveMessage();
                }
                assertThat(message).isEqualTo(Message.of("one", "two"));
            }
        }
    }

    @Test
    void aDripTakesItsTime() {
        try (FaultyPeer rude = connect(Fault.drip(200).afterHandshake());
                WirePeer server = commit(rude)) {
            long start = System.nanoTime();
            rude.send("12345678"); // 10 octets at 5 ms each
            assertThat(server.receiveMessage()).isEqualTo(Message.of("12345678"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        }
    }

    @Test
    void saysWhatIsWrongInTheHandshake() {
        try (FaultyPeer rude = connect(Fault.wrongMechanism("PLAIN"));
                WirePeer server = listener.accept()) {
            server.sendGreeting(SERVER.greeting());
            rude.commit();
            assertThat(server.receiveGreeting().mechanism()).isEqualTo("PLAIN");
            assertThat(rude.isMute()).isTrue();
        }
        try (FaultyPeer rude = connect(Fault.wrongSocketType("PUB"));
                WirePeer server = commit(rude)) {
            assertThat(said(server)).contains("PUB");
        }
        try (FaultyPeer rude = connect(Fault.duplicateRoutingId(RoutingId.text("alice")));
                WirePeer server = commit(rude)) {
            assertThat(Objects.requireNonNull(server.peerMetadata()).value(Metadata.IDENTITY))
                    .contains(RoutingId.text("alice").frame());
        }
    }

    private static String said(WirePeer server) {
        return Objects.requireNonNull(server.peerMetadata())
                .value(Metadata.SOCKET_TYPE)
                .orElseThrow()
                .text();
    }

    @Test
    void garbageIsTheSameForTheSameSeed() {
        byte[] first = garbage(5);
        assertThat(garbage(5)).isEqualTo(first);
        assertThat(garbage(6)).isNotEqualTo(first);
    }

    private byte[] garbage(long seed) {
        try (FaultyPeer rude = connect(Fault.garbage(seed, 100).atOnce());
                WirePeer server = listener.accept()) {
            rude.commit();
            return server.receiveOctets(100);
        }
    }

    @Test
    void leavesPingsUnansweredFromTheMomentOn() {
        try (FaultyPeer rude = connect(Fault.leavePingsUnanswered().afterReceiving(1));
                WirePeer server = listener.accept()) {
            CompletableFuture<Void> shaking = CompletableFuture.runAsync(rude::handshake);
            server.handshake(SERVER);
            shaking.join();
            server.sendCommand(Command.ping(0, Message.of("a").first()));
            server.send("one");
            rude.receive();
            server.sendCommand(Command.ping(0, Message.of("b").first()));
            server.send("two");
            rude.receive();
            rude.send("fence");
            assertThat(server.receiveMessage()).isEqualTo(Message.of("fence"));
            assertThat(server.takeCommands())
                    .containsExactly(Command.pong(Message.of("a").first()));
        }
    }

    @Test
    void wrongUseSaysWhatIsRight() {
        try (FaultyPeer rude = connect(Fault.stopReading().afterHandshake());
                WirePeer server = commit(rude)) {
            assertThat(server.isClosed()).isFalse();
            assertThatThrownBy(rude::receive).hasMessage("rude does not read: it stops reading after the handshake");
        }
        try (FaultyPeer rude = connect(Fault.reset().insideFrame(1, 9));
                WirePeer server = listener.accept()) {
            CompletableFuture<Void> shaking = CompletableFuture.runAsync(rude::handshake);
            server.handshake(SERVER);
            shaking.join();
            assertThatThrownBy(() -> rude.send("short"))
                    .hasMessage(
                            "octet 9 is not inside frame 1, which was too short: send a larger one, or let it happen "
                                    + "earlier");
        }
    }

    @Test
    void peersMakeFaultyClientsOfAnyKindAndFaultyServers() {
        try (Peers servers = Peers.listening();
                FaultyServer server =
                        servers.faultyServer("faulty", Fault.reset().afterReceiving(1));
                Peers clients = Peers.to(server.endpoint())) {
            Peer alice = clients.dealer("alice");
            alice.send("request");
            assertThat(alice.expectClosed()).isEqualTo(Event.Ending.RST);
            server.awaitFaults(1);
        }
        try (Peers clients = Peers.to(listener.endpoint())) {
            FaultyPeer rude = clients.faulty("rude", Fault.stall().afterHandshake(), WireOptions.of("REQ"));
            WirePeer server = listener.accept();
            CompletableFuture<Void> shaking = CompletableFuture.runAsync(rude::handshake);
            assertThat(server.handshake(SERVER).value(Metadata.SOCKET_TYPE)).contains(Frame.text("REQ"));
            shaking.join();
            server.close();
        }
    }

    @Test
    void speaksNullAlone() {
        WireOptions plain = WireOptions.of("DEALER").withMechanism(Mechanism.plain("admin", "secret"));
        assertThatThrownBy(() -> FaultyPeer.connect(
                        listener.endpoint(), "rude", Fault.none(), plain, transcript, Timeouts.standard()))
                .hasMessage(
                        "a faulty peer speaks the mechanism NULL, not PLAIN; put a Link before a peer that speaks it");
    }

    @Test
    void aConnectionThatStaysOpenFailsTheExpectation() {
        Timeouts hasty = Timeouts.standard().withClose(Duration.ofMillis(20));
        try (FaultyPeer rude = FaultyPeer.connect(
                        listener.endpoint(), "rude", Fault.stall().inGreeting(0), transcript, hasty);
                WirePeer server = listener.accept()) {
            rude.commit();
            assertThatThrownBy(rude::expectClosed)
                    .isInstanceOf(ExpectationFailedError.class)
                    .hasMessageMatching(
                            "(?s)Expecting rude to be disconnected within 20 ms\n"
                                    + "but the connection is still open\n\nTranscript:\n.*falls silent in the greeting at octet 0.*");
            server.sendGreeting(SERVER.greeting());
        }
    }

    @Test
    void whoHasEndedItsOwnConnectionSaysSo() {
        try (FaultyPeer rude = FaultyPeer.connect(
                        listener.endpoint(), "rude", Fault.reset().inGreeting(3), transcript, Timeouts.standard());
                WirePeer server = listener.accept()) {
            rude.commit();
            String message =
                    "rude has ended its connection by its own fault: it resets in the greeting at octet 3; make another one";
            assertThatThrownBy(rude::receive).hasMessage(message);
            assertThatThrownBy(() -> rude.poll(Duration.ZERO)).hasMessage(message);
            assertThatThrownBy(rude::expectClosed).hasMessage(message);
            assertThatThrownBy(() -> rude.send("x")).hasMessageStartingWith("rude sends no more: it resets");
            assertThat(server.awaitClose(Duration.ofSeconds(5))).contains(Event.Ending.RST);
        }
    }
}
