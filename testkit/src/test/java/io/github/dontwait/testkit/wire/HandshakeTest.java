package io.github.dontwait.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of each mechanism, turn by turn, without a connection. */
class HandshakeTest {

    private static final CurveKeyPair SERVER = CurveKeyPair.generate();
    private static final CurveKeyPair CLIENT = CurveKeyPair.generate();
    private static final Mechanism PLAIN = Mechanism.plain("admin", "secret");
    private static final Mechanism PLAIN_SERVER =
            Mechanism.plainServer((user, password) -> user.equals("admin") && password.equals("secret"));
    private static final Mechanism CURVE = Mechanism.curve(CLIENT, SERVER.publicKey());
    private static final Mechanism CURVE_SERVER = Mechanism.curveServer(SERVER, CLIENT.publicKey()::equals);
    private static final WireOptions DEALER = WireOptions.of("DEALER");
    private static final WireOptions ROUTER = WireOptions.of("ROUTER");

    private static Handshake client(Mechanism mechanism) {
        return Handshake.of("client", DEALER.withMechanism(mechanism));
    }

    private static Handshake server(Mechanism mechanism) {
        return Handshake.of("server", ROUTER.withMechanism(mechanism));
    }

    /** Lets both speak in turn until nobody has anything to say; the names of the commands. */
    private static List<String> converse(Handshake one, Handshake other) {
        List<String> said = new ArrayList<>();
        boolean isSilent = false;
        while (!isSilent) {
            isSilent = true;
            for (List<Handshake> pair : List.of(List.of(one, other), List.of(other, one))) {
                Optional<Command> command = pair.get(0).next();
                if (command.isPresent()) {
                    isSilent = false;
                    said.add(command.get().name());
                    pair.get(1).take(command.get().frame());
                }
            }
        }
        return said;
    }

    static Stream<Arguments> mechanisms() {
        return Stream.of(
                Arguments.of(Mechanism.none(), Mechanism.none(), List.of("READY", "READY")),
                Arguments.of(PLAIN, PLAIN_SERVER, List.of("HELLO", "WELCOME", "INITIATE", "READY")),
                Arguments.of(CURVE, CURVE_SERVER, List.of("HELLO", "WELCOME", "INITIATE", "READY")));
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void bothSidesAgree(Mechanism ours, Mechanism theirs, List<String> steps) {
        Handshake client = client(ours);
        Handshake server = server(theirs);
        assertThat(client.isDone()).isFalse();
        assertThatThrownBy(client::metadata).hasMessage("client has not got the other side's properties yet");
        assertThat(converse(client, server)).isEqualTo(steps);
        assertThat(client.isDone()).isTrue();
        assertThat(server.isDone()).isTrue();
        assertThat(client.metadata()).isEqualTo(ROUTER.metadata());
        assertThat(server.metadata()).isEqualTo(DEALER.metadata());
        assertThat(client.traffic().isPresent()).isEqualTo(ours instanceof Mechanism.Curve);
        client.requireAgreement();
        server.requireAgreement();
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                Arguments.of(Mechanism.plain("admin", "x"), PLAIN_SERVER, "the user \"admin\""),
                Arguments.of(Mechanism.plain("", ""), PLAIN_SERVER, "the user \"\""),
                Arguments.of(
                        Mechanism.curve(SERVER, SERVER.publicKey()),
                        CURVE_SERVER,
                        "the client with the key " + SERVER.publicKey()));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void strangersAreRefused(Mechanism stranger, Mechanism guarded, String who) {
        Handshake server = server(guarded);
        assertThatThrownBy(() -> converse(client(stranger), server))
                .isInstanceOfSatisfying(
                        WireException.Refused.class, e -> assertThat(e.reason()).isEqualTo("400"))
                .hasMessageStartingWith("client wanted ")
                .hasMessageEndingWith(", but was refused with ERROR \"400\"");
        assertThat(server.isDone()).isTrue();
        assertThat(server.traffic()).isEmpty();
        assertThatThrownBy(server::requireAgreement)
                .isInstanceOf(WireException.Refused.class)
                .hasMessage("server refused " + who + " with ERROR \"400\"");
    }

    @Test
    void aClientOfAnotherServerIsFoundOutAtOnce() {
        assertThatThrownBy(() -> converse(client(Mechanism.curve(CLIENT, CLIENT.publicKey())), server(CURVE_SERVER)))
                .isInstanceOf(WireException.ProtocolViolation.class)
                .hasMessageStartingWith("server wanted HELLO, but got a malformed command: a box that does not open");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aKeyOfSmallOrderIsNone(int number) {
        byte[] hello = CurveClient.of(CLIENT, SERVER.publicKey()).hello().data().octets();
        Arrays.fill(hello, 74, 106, (byte) 0);
        hello[74] = (byte) number;
        assertThatThrownBy(() -> server(CURVE_SERVER).take(new Command(Command.HELLO, Frame.of(hello)).frame()))
                .isInstanceOf(WireException.ProtocolViolation.class)
                .hasMessageStartingWith("server wanted HELLO, but got a malformed command: an unusable public key");
    }

    @Test
    void aServerThatIsAnotherIsFoundOutAtOnce() throws MalformedFrameException {
        CurveKeyPair other = CurveKeyPair.generate();
        Handshake client = client(Mechanism.curve(CLIENT, other.publicKey()));
        CurveServer impostor = CurveServer.of(other);
        impostor.hello(client.next().orElseThrow());
        CurveServer right = CurveServer.of(SERVER);
        right.hello(CurveClient.of(CLIENT, SERVER.publicKey()).hello());
        assertThatThrownBy(() -> client.take(right.welcome().frame()))
                .hasMessageStartingWith("client wanted WELCOME, but got a malformed command: a box that does not open");
        client.take(impostor.welcome().frame());
    }

    @Test
    void nobodyCanClaimAnothersKey() throws MalformedFrameException {
        CurveClient mallory = CurveClient.of(CurveKeyPair.generate(), SERVER.publicKey());
        CurveServer server = CurveServer.of(SERVER);
        server.hello(mallory.hello());
        mallory.welcome(server.welcome());
        Frame properties = DEALER.metadata().octets();
        assertThatThrownBy(() -> server.initiate(mallory.initiate(properties, CLIENT.publicKey())))
                .hasMessageStartingWith("a box that does not open");
        assertThatThrownBy(server::clientKey).hasMessageStartingWith("no INITIATE was taken yet");
        assertThat(server.initiate(mallory.initiate(properties))).isEqualTo(DEALER.metadata());
    }

    static Stream<Arguments> missteps() {
        Command welcomeOfPlain = Command.welcome();
        Stream<Arguments> byClients = Stream.of(PLAIN, CURVE)
                .flatMap(mechanism -> Stream.of(
                        Arguments.of(mechanism, Misstep.at("HELLO").replacedBy(Command.initiate(Metadata.none())), ""),
                        Arguments.of(
                                mechanism,
                                Misstep.at("HELLO").replacedBy(WireFrame.message(Frame.text("hi"), false)),
                                "got a part of a message"),
                        Arguments.of(mechanism, Misstep.at("HELLO").error("no"), "was refused with ERROR \"no\""),
                        Arguments.of(
                                mechanism, Misstep.at("HELLO").errorOfLibzmq("no"), "was refused with ERROR \"no\""),
                        Arguments.of(mechanism, Misstep.at("HELLO").truncatedTo(5), "got a malformed command"),
                        Arguments.of(mechanism, Misstep.at("HELLO").truncatedTo(0), "got a malformed command"),
                        Arguments.of(mechanism, Misstep.at("HELLO").corrupted(0), "got a malformed command"),
                        Arguments.of(mechanism, Misstep.at("INITIATE").truncatedTo(5), "got a malformed command"),
                        Arguments.of(mechanism, Misstep.at("INITIATE").corrupted(0), "got a malformed command"),
                        Arguments.of(
                                mechanism,
                                Misstep.at("INITIATE").withProperties(Frame.hex("0b 536f")),
                                "a property's name of 11 octets and its value's size do not fit"),
                        Arguments.of(
                                mechanism,
                                Misstep.at("INITIATE").replacedBy(welcomeOfPlain),
                                "wanted INITIATE, but got WELCOME")));
        Stream<Arguments> byServers = Stream.of(PLAIN_SERVER, CURVE_SERVER)
                .flatMap(mechanism -> Stream.of(
                        Arguments.of(mechanism, Misstep.at("WELCOME").error("no"), "was refused with ERROR \"no\""),
                        Arguments.of(
                                mechanism, Misstep.at("WELCOME").errorOfLibzmq("no"), "was refused with ERROR \"no\""),
                        Arguments.of(
                                mechanism,
                                Misstep.at("WELCOME").replacedBy(new Command("WELCOME", Frame.text("?"))),
                                "got a malformed command"),
                        Arguments.of(
                                mechanism,
                                Misstep.at("WELCOME").replacedBy(Command.ready(Metadata.none())),
                                "wanted WELCOME, but got READY"),
                        Arguments.of(mechanism, Misstep.at("READY").error("no"), "was refused with ERROR \"no\""),
                        Arguments.of(mechanism, Misstep.at("READY").truncatedTo(5), "got a malformed command"),
                        Arguments.of(
                                mechanism,
                                Misstep.at("READY").withProperties(Frame.hex("01 41 ffffffff")),
                                "a property's value of 4294967295 octets does not fit")));
        Stream<Arguments> boxes = Stream.of(
                Arguments.of(CURVE, Misstep.at("HELLO").corrupted(-1), "a box that does not open"),
                Arguments.of(CURVE, Misstep.at("INITIATE").corrupted(0), "another cookie than WELCOME gave"),
                Arguments.of(CURVE, Misstep.at("INITIATE").corrupted(-1), "a box that does not open"),
                Arguments.of(CURVE_SERVER, Misstep.at("WELCOME").corrupted(-1), "a box that does not open"),
                Arguments.of(CURVE_SERVER, Misstep.at("READY").corrupted(-1), "a box that does not open"));
        return Stream.of(byClients, byServers, boxes).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource
    void missteps(Mechanism mechanism, Misstep misstep, String complaint) {
        boolean isServer = mechanism == PLAIN_SERVER || mechanism == CURVE_SERVER;
        boolean isCurve = mechanism.name().equals("CURVE");
        Handshake wrong = isServer ? server(mechanism) : client(mechanism);
        Handshake right = isServer ? client(isCurve ? CURVE : PLAIN) : server(isCurve ? CURVE_SERVER : PLAIN_SERVER);
        misstep.properties().ifPresent(wrong::sayProperties);
        assertThatThrownBy(() -> {
                    for (int turn = 0; turn < 8; turn++) {
                        Handshake speaker = turn % 2 == 0 == isServer ? right : wrong;
                        Optional<Command> command = speaker.next();
                        if (command.isEmpty()) {
                            continue;
                        }
                        boolean isMisstep = speaker == wrong && misstep.isAt(command.get());
                        WireFrame frame = isMisstep
                                ? decode(misstep.octets(command.get()))
                                : command.get().frame();
                        (speaker == wrong ? right : wrong).take(frame);
                    }
                })
                .isInstanceOfAny(WireException.ProtocolViolation.class, WireException.Refused.class)
                .hasMessageContaining(" wanted " + misstep.step() + ", but ")
                .hasMessageContaining(complaint);
    }

    private static WireFrame decode(byte[] octets) throws MalformedFrameException {
        return Objects.requireNonNull(new FrameCodec().decode(ByteBuffer.wrap(octets)));
    }

    @Test
    void passwordsDoNotShowInComplaints() {
        Command hello = new Command("HELLO", Frame.text("\u0005admin\u007fopensesame"));
        assertThatThrownBy(() -> server(PLAIN_SERVER).take(hello.frame()))
                .hasMessageContaining("a HELLO of PLAIN whose password does not fit")
                .message()
                .doesNotContain("opensesame")
                .doesNotContain(Frame.text("opensesame").hex());
    }

    @Test
    void aStepOutOfTurnIsNotTaken() {
        assertThatThrownBy(() -> client(PLAIN).take(Command.welcome().frame()))
                .isInstanceOf(WireException.ProtocolViolation.class)
                .hasMessageStartingWith("client wanted nothing yet, but got 04 ");
        assertThatThrownBy(() -> client(PLAIN).requireStep("WELCOME"))
                .hasMessage("the steps of PLAIN client \"admin\" (password not shown) are [HELLO, INITIATE], "
                        + "not WELCOME");
        assertThatThrownBy(() -> CurveClient.of(CLIENT, SERVER.publicKey()).initiate(Frame.empty()))
                .hasMessage("no WELCOME was taken; to go on without one, call imagineWelcome()");
    }

    @Test
    void framesAreSealedInOrder() throws MalformedFrameException {
        Handshake client = client(CURVE);
        Handshake server = server(CURVE_SERVER);
        converse(client, server);
        CurveTraffic ours = client.traffic().orElseThrow();
        CurveTraffic theirs = server.traffic().orElseThrow();
        List<WireFrame> clear = List.of(
                WireFrame.message(Frame.text("a"), true),
                WireFrame.message(Frame.filled(300, 7), false),
                Command.ping(0, Frame.text("ctx")).frame());
        assertThat(ours.nextNonce()).as("after HELLO and INITIATE").isEqualTo(3);
        for (WireFrame each : clear) {
            WireFrame sealed = ours.seal(each);
            assertThat(sealed.flags() & ~WireFrame.LONG).isZero();
            assertThat(sealed.body().hex())
                    .startsWith("07" + Frame.text("MESSAGE").hex());
            assertThat(theirs.open(sealed)).isEqualTo(each);
        }
        WireFrame back = theirs.seal(clear.get(0));
        assertThatThrownBy(() -> theirs.open(back)).as("its own frame").isInstanceOf(MalformedFrameException.class);
        assertThat(ours.open(back)).isEqualTo(clear.get(0));
        assertThat(ours.seal(Message.of("x", "y")).length).isEqualTo(2 * 36);
    }

    @Test
    void framesThatAreWrongAreNotOpened() throws MalformedFrameException {
        Handshake client = client(CURVE);
        Handshake server = server(CURVE_SERVER);
        converse(client, server);
        CurveTraffic ours = client.traffic().orElseThrow();
        CurveTraffic theirs = server.traffic().orElseThrow();
        WireFrame first = ours.seal(WireFrame.message(Frame.text("a"), false));
        theirs.open(first);
        assertThatThrownBy(() -> theirs.open(first)).hasMessageStartingWith("a MESSAGE with nonce 3 behind one with 3");
        ours.countFrom(2);
        WireFrame late = ours.seal(WireFrame.message(Frame.text("b"), false));
        assertThatThrownBy(() -> theirs.open(late)).hasMessageStartingWith("a MESSAGE with nonce 2 behind one with 3");
        ours.countFrom(-1); // the largest there is: nonces have no sign
        theirs.open(ours.seal(WireFrame.message(Frame.text("c"), false)));
        assertThatThrownBy(() -> theirs.open(WireFrame.message(Frame.text("clear"), false)))
                .isInstanceOf(MalformedFrameException.class);
        Handshake again = client(CURVE);
        Handshake server2 = server(CURVE_SERVER);
        converse(again, server2);
        WireFrame empty = again.traffic().orElseThrow().sealOctets(Frame.empty());
        assertThatThrownBy(() -> server2.traffic().orElseThrow().open(empty))
                .hasMessageStartingWith("a MESSAGE without flags");
    }
}
