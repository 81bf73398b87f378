package io.github.dontwait.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.CurveKeyPair;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Mechanism;
import io.github.dontwait.testkit.wire.Misstep;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Peers and fake servers that speak PLAIN and CURVE, all steps at once. */
@Timeout(20)
class SecurePeersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final CurveKeyPair SERVER = CurveKeyPair.generate();
    private static final CurveKeyPair ALICE = CurveKeyPair.generate();
    private static final Mechanism PLAIN = Mechanism.plain("admin", "secret");
    private static final Mechanism PLAIN_SERVER =
            Mechanism.plainServer((user, password) -> user.equals("admin") && password.equals("secret"));
    private static final Mechanism CURVE = Mechanism.curve(ALICE, SERVER.publicKey());
    private static final Mechanism CURVE_SERVER = Mechanism.curveServer(SERVER, ALICE.publicKey()::equals);

    private final Transcript transcript = Transcript.begin();
    private final Peers servers = Peers.listening(transcript, Timeouts.standard());

    @AfterEach
    void close() {
        servers.close();
    }

    static Stream<Arguments> mechanisms() {
        return Stream.of(
                Arguments.of(PLAIN, PLAIN_SERVER, Mechanism.plain("admin", "guess"), "the user \"admin\""),
                Arguments.of(
                        CURVE,
                        CURVE_SERVER,
                        Mechanism.curve(SERVER, SERVER.publicKey()),
                        "the client with the key " + SERVER.publicKey()));
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void aDealerTalksWithAFakeRouter(Mechanism client, Mechanism server, Mechanism stranger, String who) {
        FakeRouter router = servers.fakeRouter("server", server);
        try (Peers clients = Peers.to(router.endpoint(), transcript, Timeouts.standard())) {
            Peer alice = clients.peer(PeerOptions.dealer("alice").withMechanism(client));
            Message question = Message.of(Frame.filled(70_000, 'x'), Frame.empty());
            alice.send(question);
            Request request = router.takeRequest();
            assertThat(request.message()).isEqualTo(question);
            assertThat(request.routingId()).hasToString("\"alice\"");
            router.reply(request, "answer", "");
            alice.expect("answer", "");
            alice.wire().sendCommand(Command.ping(0, Frame.text("ctx")));
            assertThat(alice.wire().receiveCommand()).isEqualTo(Command.pong(Frame.text("ctx")));
            request.connection().sendCommand(Command.ping(0, Frame.text("back")));
            assertThat(alice.wire().receiveCommand()).isEqualTo(Command.ping(0, Frame.text("back")));
            alice.send("fence");
            router.takeRequest();
            assertThat(request.connection().commands())
                    .containsExactly(Command.ping(0, Frame.text("ctx")), Command.pong(Frame.text("back")));
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void aFakeRouterRefusesStrangers(Mechanism client, Mechanism server, Mechanism stranger, String who) {
        FakeRouter router = servers.fakeRouter("server", server);
        try (Peers clients = Peers.to(router.endpoint(), transcript, Timeouts.standard())) {
            assertThatThrownBy(() -> clients.peer(PeerOptions.dealer("mallory").withMechanism(stranger)))
                    .isInstanceOf(ExpectationFailedError.class)
                    .hasMessageContaining("Expecting mallory (routing id \"mallory\") to complete the handshake")
                    .hasMessageContaining("was refused with ERROR \"400\"")
                    .hasMessageContaining("server refused " + who + " with ERROR \"400\"")
                    .cause()
                    .isInstanceOf(WireException.Refused.class);
            assertThat(router.connections().get(0).metadata()).isNull();
            assertThat(router.events())
                    .extracting(ConnectionEvent::kind)
                    .contains(ConnectionEvent.Kind.REFUSED)
                    .doesNotContain(ConnectionEvent.Kind.READY);
            Peer alice = clients.peer(PeerOptions.dealer("alice").withMechanism(client));
            alice.send("served");
            assertThat(router.takeRequest().message()).isEqualTo(Message.of("served"));
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void aFakeServerAnswersWhomItKnows(Mechanism client, Mechanism server, Mechanism stranger, String who) {
        FakeServer fake = servers.fakeServer("server", server);
        fake.enqueue("answer");
        try (Peers clients = Peers.to(fake.endpoint(), transcript, Timeouts.standard())) {
            assertThatThrownBy(() -> clients.peer(PeerOptions.dealer("mallory").withMechanism(stranger)))
                    .hasMessageContaining("was refused with ERROR \"400\"")
                    .hasMessageContaining("server refused " + who);
            Peer alice = clients.peer(PeerOptions.dealer("alice").withMechanism(client));
            alice.send("question");
            alice.expect("answer");
            fake.expectRequest("question");
            fake.expectNothingLeft();
        }
    }

    @Test
    void aFakeRouterClosesAtAReplayedMessage() {
        FakeRouter router = servers.fakeRouter("server", CURVE_SERVER);
        try (Peers clients = Peers.to(router.endpoint(), transcript, Timeouts.standard())) {
            Peer alice = clients.peer(PeerOptions.dealer("alice").withMechanism(CURVE));
            byte[] sealed = Objects.requireNonNull(alice.wire().traffic()).seal(Message.of("once"));
            alice.wire().sendOctets(sealed);
            alice.wire().sendOctets(sealed);
            alice.expectClosed();
            assertThat(router.takeRequest().message()).isEqualTo(Message.of("once"));
            assertThat(router.pollRequest(Duration.ZERO)).isEmpty();
            assertThat(transcript.render()).contains("a MESSAGE with nonce 3 behind one with 3");
        }
    }

    @Test
    void aPeerComplainsOfAReplayedMessage() {
        FakeRouter router = servers.fakeRouter("server", CURVE_SERVER);
        try (Peers clients = Peers.to(router.endpoint(), transcript, Timeouts.standard())) {
            WirePeer alice = clients.peer(PeerOptions.dealer("alice").withMechanism(CURVE))
                    .wire();
            router.takeConnection().sendOctets(FrameCodec.encode(Message.of("clear")), "a message in clear");
            assertThatThrownBy(alice::receiveMessage)
                    .isInstanceOf(WireException.ProtocolViolation.class)
                    .hasMessageContaining("alice received what ZMTP forbids: a command's name of 99 octets");
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void jeromqIsServedOrRefused(Mechanism client, Mechanism server, Mechanism stranger, String who) {
        FakeRouter router = servers.fakeRouter("server", server);
        try (ZContext context = new ZContext()) {
            ZMQ.Socket dealer = connect(context, client, router.endpoint());
            dealer.send("hello");
            router.reply(router.takeRequest(), "HELLO");
            assertThat(dealer.recvStr()).isEqualTo("HELLO");
            connect(context, stranger, router.endpoint()).send("let me in");
            ConnectionEvent refused = await(router);
            assertThat(refused.connection().metadata()).isNull();
            assertThat(router.pollRequest(Duration.ZERO)).isEmpty();
        }
    }

    private static ConnectionEvent await(FakeRouter router) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            for (ConnectionEvent event : router.events()) {
                if (event.kind() == ConnectionEvent.Kind.REFUSED) {
                    return event;
                }
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("nobody was refused");
    }

    private static ZMQ.Socket connect(ZContext context, Mechanism mechanism, String endpoint) {
        ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
        dealer.setHandshakeIvl(500);
        dealer.setReceiveTimeOut(5_000);
        if (mechanism instanceof Mechanism.Plain plain) {
            dealer.setPlainUsername(plain.username());
            dealer.setPlainPassword(plain.password());
        } else if (mechanism instanceof Mechanism.Curve curve) {
            dealer.setCurvePublicKey(curve.keys().publicKey().octets());
            dealer.setCurveSecretKey(curve.keys().secretZ85().getBytes(ZMQ.CHARSET));
            dealer.setCurveServerKey(curve.serverKey().octets());
        }
        dealer.connect(endpoint);
        return dealer;
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void acceptedPeersAreServersToo(Mechanism client, Mechanism server, Mechanism stranger, String who) {
        WireListener listener = servers.listener("server");
        try (Peers clients = Peers.to(listener.endpoint(), transcript, Timeouts.standard())) {
            WireOptions dealer = WireOptions.of("DEALER");
            WireOptions router = WireOptions.of("ROUTER").withMechanism(server);
            WirePeer alice = clients.raw("alice");
            try (WirePeer accepted = listener.accept()) {
                CompletableFuture<Void> other =
                        CompletableFuture.runAsync(() -> alice.handshake(dealer.withMechanism(client)));
                assertThat(accepted.handshake(router)).isEqualTo(dealer.metadata());
                other.join();
                accepted.send("to", "alice");
                assertThat(alice.receiveMessage()).isEqualTo(Message.of("to", "alice"));
            }
            WirePeer mallory = clients.raw("mallory");
            try (WirePeer accepted = listener.accept()) {
                CompletableFuture<Void> other =
                        CompletableFuture.runAsync(() -> mallory.handshake(dealer.withMechanism(stranger)));
                assertThatThrownBy(() -> accepted.handshake(router))
                        .isInstanceOf(WireException.Refused.class)
                        .hasMessage("server#2 refused " + who + " with ERROR \"400\"");
                assertThatThrownBy(other::join).hasCauseInstanceOf(WireException.Refused.class);
            }
            WirePeer bob = clients.raw("bob");
            try (WirePeer accepted = listener.accept()) {
                CompletableFuture<Void> other =
                        CompletableFuture.runAsync(() -> bob.handshake(dealer.withMechanism(client)));
                accepted.handshake(router, Misstep.at("WELCOME").errorOfLibzmq("300"));
                assertThatThrownBy(other::join)
                        .cause()
                        .isInstanceOf(WireException.Refused.class)
                        .hasMessage("bob wanted WELCOME, but was refused with ERROR \"300\"");
            }
        }
    }
}
