package io.github.dontwait.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Real libraries come as clients of PLAIN and CURVE; our side is the server. */
@Timeout(30)
class SecureDealerTest {

    private static final CurveKeyPair SERVER = CurveKeyPair.generate();
    private static final CurveKeyPair GUEST = CurveKeyPair.generate();
    private static final Mechanism PLAIN = Mechanism.plain("admin", "secret");
    private static final Mechanism CURVE = Mechanism.curve(GUEST, SERVER.publicKey());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Transcript transcript = Transcript.begin();
    private final WireListener listener = WireListener.bind("kit", transcript, Timeouts.standard());
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(listener));

    @AfterEach
    void close() throws Exception {
        Collections.reverse(opened);
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private static WireOptions serverFor(Mechanism client) {
        Mechanism server = client.equals(PLAIN)
                ? Mechanism.plainServer((user, password) -> user.equals("admin") && password.equals("secret"))
                : Mechanism.curveServer(SERVER, GUEST.publicKey()::equals);
        return WireOptions.of("ROUTER").withMechanism(server);
    }

    private void come(Library library, Mechanism mechanism) {
        opened.add(library.secureDealers(listener.endpoint(), mechanism, 0, 1));
    }

    /** The next connection on which a client speaks: a JeroMQ that has to wait gives one up, and comes again. */
    private WirePeer accept(Greeting greeting) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            WirePeer peer = listener.accept();
            opened.add(peer);
            try {
                peer.exchangeGreetings(greeting);
                return peer;
            } catch (WireException.ClosedByPeer e) {
                transcript.note("kit", "was given up by the client");
            }
        }
        throw new AssertionError("no client spoke within " + PATIENCE + "\n" + transcript.render());
    }

    /** The steps after the greetings. */
    private static void converse(WirePeer peer, Handshake handshake) {
        while (!handshake.isDone()) {
            handshake.take(peer.receiveFrame());
            handshake.next().ifPresent(peer::sendCommand);
        }
        handshake.requireAgreement();
        handshake.traffic().ifPresent(peer::secureWith);
    }

    static Stream<Arguments> guests() {
        return Stream.of(Library.values())
                .flatMap(library -> Stream.of(PLAIN, CURVE).map(mechanism -> Arguments.of(library, mechanism)));
    }

    @ParameterizedTest
    @MethodSource("guests")
    void talksWithUs(Library library, Mechanism mechanism) {
        opened.add(library.secureDealers(listener.endpoint(), mechanism, 50, 1));
        WireOptions options = serverFor(mechanism);
        WirePeer peer = accept(options.greeting());
        Handshake handshake = Handshake.of("kit", options);
        converse(peer, handshake);
        assertThat(handshake.metadata().value("Socket-Type")).contains(Frame.text("DEALER"));
        assertThat(Objects.requireNonNull(peer.peerGreeting()).asServer()).isZero();
        assertThat(peer.receiveMessage()).isEqualTo(Message.of("hello"));
        for (int size : new int[] {0, 222, 223, 65_536}) {
            Message message = Message.of(Frame.filled(size, size), Frame.text("end"));
            peer.send(message);
            assertThat(peer.receiveMessage()).isEqualTo(message);
        }
        assertThat(peer.receiveCommand()).isEqualTo(Command.ping(12, Frame.empty()));
        peer.sendCommand(Command.ping(10, Frame.text("ctx")));
        Command answer = peer.receiveCommand();
        while (answer.isNamed(Command.PING)) {
            answer = peer.receiveCommand();
        }
        assertThat(answer).isEqualTo(Command.pong(Frame.text("ctx")));
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void isRefusedWithTheWrongPassword(Library library) {
        come(library, Mechanism.plain("admin", "guess"));
        WireOptions options = serverFor(PLAIN);
        WirePeer peer = accept(options.greeting());
        assertThatThrownBy(() -> converse(peer, Handshake.of("kit", options)))
                .isInstanceOf(WireException.Refused.class)
                .hasMessage("kit refused the user \"admin\" with ERROR \"400\"");
        assertThat(peer.awaitClose(PATIENCE)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void isRefusedWithAKeyThatNobodyKnows(Library library) {
        CurveKeyPair stranger = CurveKeyPair.generate();
        come(library, Mechanism.curve(stranger, SERVER.publicKey()));
        WireOptions options = serverFor(CURVE);
        WirePeer peer = accept(options.greeting());
        assertThatThrownBy(() -> converse(peer, Handshake.of("kit", options)))
                .isInstanceOf(WireException.Refused.class)
                .hasMessage("kit refused the client with the key " + stranger.publicKey() + " with ERROR \"400\"");
        assertThat(peer.awaitClose(PATIENCE)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void doesNotTrustAServerWithAnotherKey(Library library) {
        come(library, Mechanism.curve(GUEST, GUEST.publicKey()));
        WireOptions options = serverFor(CURVE);
        WirePeer peer = accept(options.greeting());
        assertThatThrownBy(() -> converse(peer, Handshake.of("kit", options)))
                .isInstanceOf(WireException.ProtocolViolation.class)
                .hasMessageStartingWith("kit wanted HELLO, but got a malformed command: a box that does not open");
    }

    private static List<Misstep> missteps(Mechanism mechanism) {
        Stream<Misstep> common = Stream.of(
                Misstep.at("WELCOME").error("400"),
                Misstep.at("WELCOME").replacedBy(new Command("WELCOME", Frame.text("?"))),
                Misstep.at("WELCOME").replacedBy(WireFrame.message(Frame.text("too early"), false)),
                Misstep.at("READY").error("400"),
                Misstep.at("READY").truncatedTo(5),
                Misstep.at("READY").withProperties(Frame.hex("0b 536f636b65742d54797065 ffffffff 5255")));
        Stream<Misstep> boxes = Stream.of(
                Misstep.at("WELCOME").corrupted(-1), Misstep.at("READY").corrupted(-1));
        return Stream.concat(common, mechanism.equals(CURVE) ? boxes : Stream.empty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("guests")
    void closesAtEveryMisstep(Library library, Mechanism mechanism) {
        List<Misstep> missteps = missteps(mechanism);
        opened.add(library.secureDealers(listener.endpoint(), mechanism, 0, missteps.size()));
        SoftAssertions softly = new SoftAssertions();
        for (Misstep misstep : missteps) {
            softly.assertThat(take(misstep, serverFor(mechanism)).awaitClose(PATIENCE))
                    .as("%s closes at: %s", library, misstep)
                    .isPresent();
        }
        softly.assertAll();
    }

    private WirePeer take(Misstep misstep, WireOptions options) {
        // 1 is what the specifications say of servers; libraries send 0 and accept both.
        WirePeer peer = accept(options.greeting().withAsServer(1));
        Handshake handshake = Handshake.of("kit", options);
        misstep.properties().ifPresent(handshake::sayProperties);
        while (true) {
            handshake.take(peer.receiveFrame());
            Command ours = handshake.next().orElseThrow();
            if (misstep.isAt(ours)) {
                peer.sendOctets(misstep.octets(ours), misstep.toString());
                return peer;
            }
            peer.sendCommand(ours);
        }
    }

    @ParameterizedTest
    @MethodSource("guests")
    void waitsForAWelcomeThatNeverComes(Library library, Mechanism mechanism) {
        come(library, mechanism);
        WirePeer peer = take(Misstep.at("WELCOME").withheld(), serverFor(mechanism));
        assertThat(peer.awaitClose(Duration.ofMillis(60))).isEmpty();
        assertThat(peer.unreadOctets()).isEmpty();
    }
}
