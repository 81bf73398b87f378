package io.github.dontwait.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.FakeServer;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.CurveClient;
import io.github.dontwait.testkit.wire.CurveKeyPair;
import io.github.dontwait.testkit.wire.CurveTraffic;
import io.github.dontwait.testkit.wire.MalformedFrameException;
import io.github.dontwait.testkit.wire.Mechanism;
import io.github.dontwait.testkit.wire.Misstep;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZAuth;
import org.zeromq.ZCert;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** The examples of docs/security.md. */
@Timeout(20)
class SecurityPageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CurveKeyPair serviceKeys = CurveKeyPair.generate();
    private final CurveKeyPair aliceKeys = CurveKeyPair.generate();
    private final Mechanism alice = Mechanism.curve(aliceKeys, serviceKeys.publicKey());
    private final GuardedService service;
    private final Peers peers;

    SecurityPageTest(@TempDir Path knownClients) throws IOException {
        new ZCert(aliceKeys.publicKey().z85())
                .savePublic(knownClients.resolve("alice.cert").toString());
        service = new GuardedService(serviceKeys.secretZ85(), knownClients);
        peers = Peers.to(service.endpoint);
    }

    @BeforeEach
    void start() {
        service.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        peers.close();
        service.isStopped = true;
        service.join();
    }

    /** The service under test: yours. It serves the clients whose public keys are in a folder. */
    private static final class GuardedService extends Thread {

        private final ZContext context = new ZContext();
        private final ZAuth zap = new ZAuth(context);
        private final ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
        private final String endpoint;
        private volatile boolean isStopped;

        private GuardedService(String secretKey, Path knownClients) {
            zap.configureCurve(knownClients.toString());
            router.setCurveServer(true);
            router.setCurveSecretKey(secretKey.getBytes(ZMQ.CHARSET));
            router.bind("tcp://127.0.0.1:*");
            router.setReceiveTimeOut(20);
            endpoint = router.getLastEndpoint();
        }

        @Override
        public void run() {
            while (!isStopped) {
                ZMsg request = ZMsg.recvMsg(router);
                if (request != null) {
                    request.send(router);
                }
            }
            zap.close();
            context.close();
        }
    }

    @Test
    void servesAClientWhoseKeyItKnows() {
        Peer client = peers.peer(PeerOptions.dealer("alice").withMechanism(alice));
        client.send("hello");
        client.expect("hello");
    }

    @Test
    void refusesAClientWithTheWrongKey() {
        Mechanism unknown = Mechanism.curve(CurveKeyPair.generate(), serviceKeys.publicKey());
        WirePeer mallory = peers.raw("mallory");
        assertThatThrownBy(() -> mallory.handshake(WireOptions.of("DEALER").withMechanism(unknown)))
                .isInstanceOf(WireException.Refused.class)
                .hasMessage("mallory wanted READY, but was refused with ERROR \"400\"");
        servesAClientWhoseKeyItKnows(); // and goes on
    }

    @Test
    void letsNobodySkipOrSpoilAStep() {
        WireOptions dealer = WireOptions.of("DEALER").withMechanism(alice);
        List<Misstep> missteps = List.of(
                Misstep.at(Command.HELLO).replacedBy(WireFrame.message(Frame.text("let me in"), false)),
                Misstep.at(Command.HELLO).truncatedTo(5),
                Misstep.at(Command.INITIATE).corrupted(-1),
                Misstep.at(Command.INITIATE).withProperties(Frame.hex("0b 536f636b")));
        for (Misstep misstep : missteps) {
            WirePeer mallory = peers.raw("mallory");
            mallory.handshake(dealer, misstep);
            assertThat(mallory.awaitClose(PATIENCE)).as(misstep.toString()).isPresent();
        }
    }

    @Test
    void servesNoMessageTwice() {
        WirePeer client =
                peers.peer(PeerOptions.dealer("alice").withMechanism(alice)).wire();
        CurveTraffic traffic = Objects.requireNonNull(client.traffic());
        byte[] sealed = traffic.seal(Message.of("pay 100"));
        client.sendOctets(sealed);
        client.sendOctets(sealed); // replayed, octet for octet
        assertThat(client.awaitClose(PATIENCE)).isPresent();
        assertThat(client.arrivedMessages()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void theClientTrustsNoServerWithAnotherKey() {
        try (Peers servers = Peers.listening();
                ZContext context = new ZContext()) {
            FakeRouter impostor =
                    servers.fakeRouter("impostor", Mechanism.curveServer(CurveKeyPair.generate(), key -> true));
            ZMQ.Socket client = yourClient(context, impostor.endpoint());
            client.send("my secret");
            assertThat(impostor.pollRequest(Duration.ofMillis(300))).isEmpty();
        }
    }

    @Test
    void aClientOfYoursNeedsTheKeyOfTheServer() {
        try (Peers servers = Peers.listening();
                ZContext context = new ZContext()) {
            FakeServer server = servers.fakeServer(
                    "server", Mechanism.curveServer(serviceKeys, key -> key.equals(aliceKeys.publicKey())));
            server.enqueue("welcome");
            ZMQ.Socket client = yourClient(context, server.endpoint());
            client.send("it is me");
            assertThat(client.recvStr()).isEqualTo("welcome");
        }
    }

    @Test
    void takesEachStepByHand() throws MalformedFrameException {
        WirePeer peer = peers.raw("alice");
        WireOptions options = WireOptions.of("DEALER").withMechanism(alice);
        CurveClient curve = CurveClient.of(aliceKeys, serviceKeys.publicKey());
        peer.exchangeGreetings(options.greeting());
        peer.sendCommand(curve.hello());
        curve.welcome(Command.parse(peer.receiveFrame().body()));
        peer.sendCommand(curve.initiate(options.metadata().octets()));
        curve.ready(Command.parse(peer.receiveFrame().body()));
        peer.secureWith(curve.traffic());
        peer.send("by hand");
        assertThat(peer.receiveMessage()).isEqualTo(Message.of("by hand"));
    }

    @Test
    void passwordsAreAskedForToo() {
        Map<String, String> passwords = Map.of("admin", "secret");
        try (Peers servers = Peers.listening()) {
            FakeRouter server = servers.fakeRouter(
                    "server", Mechanism.plainServer((user, password) -> password.equals(passwords.get(user))));
            try (Peers clients = Peers.to(server.endpoint())) {
                Mechanism guess = Mechanism.plain("admin", "guess");
                assertThatThrownBy(
                                () -> clients.peer(PeerOptions.dealer("mallory").withMechanism(guess)))
                        .hasMessageContaining("mallory wanted WELCOME, but was refused with ERROR \"400\"");
            }
        }
    }

    private ZMQ.Socket yourClient(ZContext context, String endpoint) {
        ZMQ.Socket client = context.createSocket(SocketType.DEALER);
        client.setHandshakeIvl(500);
        client.setCurvePublicKey(aliceKeys.publicKey().octets());
        client.setCurveSecretKey(aliceKeys.secretZ85().getBytes(ZMQ.CHARSET));
        client.setCurveServerKey(serviceKeys.publicKey().octets());
        client.connect(endpoint);
        return client;
    }
}
