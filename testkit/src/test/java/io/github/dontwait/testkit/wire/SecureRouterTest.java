package io.github.dontwait.testkit.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.library.LibrarySocket;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Transcript;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Our clients of PLAIN and CURVE at the ROUTER of a real library whose ZAP handler lets one guest in. */
class SecureRouterTest {

    private static final CurveKeyPair SERVER = CurveKeyPair.generate();
    private static final CurveKeyPair GUEST = CurveKeyPair.generate();

    @Nested
    class PlainOfLibzmq extends AgainstPlain {
        PlainOfLibzmq() {
            super(Library.LIBZMQ);
        }

        @Test
        void closesAtAHelloThatDoesNotFit() {
            assertThat(awaitClose(Misstep.at("HELLO").replacedBy(HELLO_BEYOND_ITS_END)))
                    .isTrue();
        }

        @Test
        void itsErrorIsOneAllTheSame() { // 5e instead of the name's size: the way it is in 4.3.4
            WirePeer peer = connect("stranger");
            peer.sendGreeting(options(Mechanism.plain("admin", "x")).greeting());
            peer.receiveGreeting();
            peer.sendCommand(Command.hello("admin", "x"));
            assertThat(FrameCodec.encode(peer.receiveFrame()))
                    .isEqualTo(Frame.hex("04 09 5e 52524f52 03 343030").octets());
        }
    }

    @Nested
    class PlainOfJeromq extends AgainstPlain {
        PlainOfJeromq() {
            super(Library.JEROMQ);
        }

        @Test
        void fallsSilentAtAHelloThatDoesNotFitAndServesOthers() {
            WirePeer stranger = connect("stranger");
            stranger.handshake(options(guest), Misstep.at("HELLO").replacedBy(HELLO_BEYOND_ITS_END));
            isServed(); // the fence: it had its turn
            assertThat(stranger.isClosed()).isFalse();
            assertThat(stranger.unreadOctets()).isEmpty();
        }

        @Test
        void itsErrorIsTheRightOne() {
            WirePeer peer = connect("stranger");
            peer.sendGreeting(options(Mechanism.plain("admin", "x")).greeting());
            peer.receiveGreeting();
            peer.sendCommand(Command.hello("admin", "x"));
            assertThat(FrameCodec.encode(peer.receiveFrame()))
                    .isEqualTo(Frame.hex("04 0a 05 4552524f52 03 343030").octets());
        }
    }

    @Nested
    class CurveOfLibzmq extends AgainstCurve {
        CurveOfLibzmq() {
            super(Library.LIBZMQ);
        }

        @Test
        void closesAtAClientOfAnotherServer() {
            assertThatThrownBy(() -> connect("stranger").handshake(options(Mechanism.curve(GUEST, GUEST.publicKey()))))
                    .isInstanceOf(WireException.ClosedByPeer.class);
        }
    }

    @Nested
    class CurveOfJeromq extends AgainstCurve {
        CurveOfJeromq() {
            super(Library.JEROMQ);
        }

        @Test
        void refusesAClientOfAnotherServer() {
            assertThatThrownBy(() -> connect("stranger").handshake(options(Mechanism.curve(GUEST, GUEST.publicKey()))))
                    .isInstanceOfSatisfying(WireException.Refused.class, e -> assertThat(e.reason())
                            .isEmpty());
        }
    }

    abstract static class AgainstPlain extends AgainstAGuardedRouter {

        static final Command HELLO_BEYOND_ITS_END = new Command("HELLO", Frame.hex("ff 61646d696e"));

        AgainstPlain(Library library) {
            super(library, Mechanism.plain("admin", "secret"));
        }

        @Override
        List<Mechanism> strangers() {
            return List.of(Mechanism.plain("admin", "x"), Mechanism.plain("", ""), Mechanism.plain("x", "secret"));
        }

        @Override
        Stream<Misstep> others() {
            return Stream.of(
                    Misstep.at("INITIATE").replacedBy(Command.hello("admin", "secret")),
                    Misstep.at("HELLO").repeated());
        }

        @Test
        void saysExactlyWhatTheVectorsSay() {
            WirePeer peer = connect("guest");
            peer.sendGreeting(options(guest).greeting());
            assertThat(peer.receiveGreeting().mechanism()).isEqualTo("PLAIN");
            assertThat(requireNonNull(peer.peerGreeting()).asServer()).isZero();
            peer.sendHex("04 13 05 48454c4c4f 05 61646d696e 06 736563726574");
            assertThat(peer.receiveOctets(10))
                    .isEqualTo(Frame.hex("04 08 07 57454c434f4d45").octets());
            peer.sendHex("04 2c 08 494e495449415445"
                    + " 0b 536f636b65742d54797065 00000006 4445414c4552 08 4964656e74697479 00000000");
            assertThat(peer.receiveOctets(43))
                    .isEqualTo(Frame.hex(Vectors.ROUTER_EMPTY_IDENTITY).octets());
            peer.send("hi");
            assertThat(peer.receiveMessage()).isEqualTo(Message.of("hi"));
        }
    }

    abstract static class AgainstCurve extends AgainstAGuardedRouter {

        AgainstCurve(Library library) {
            super(library, Mechanism.curve(GUEST, SERVER.publicKey()));
        }

        @Override
        List<Mechanism> strangers() {
            return List.of(Mechanism.curve(CurveKeyPair.generate(), SERVER.publicKey()));
        }

        @Override
        Stream<Misstep> others() {
            return Stream.of(
                    Misstep.at("HELLO").corrupted(0), // the version
                    Misstep.at("INITIATE").corrupted(0), // the cookie
                    Misstep.at("INITIATE").corrupted(-1), // the box
                    Misstep.at("INITIATE").truncatedTo(0),
                    Misstep.at("HELLO").truncatedTo(0));
        }

        @Test
        void canBeTakenStepByStep() throws MalformedFrameException {
            WirePeer peer = connect("guest");
            CurveClient curve = CurveClient.of(GUEST, SERVER.publicKey());
            assertThat(peer.exchangeGreetings(options(guest).greeting()).asServer())
                    .isZero();
            peer.sendCommand(curve.hello());
            curve.welcome(Command.parse(peer.receiveFrame().body()));
            peer.sendCommand(curve.initiate(options(guest).metadata().octets()));
            Metadata said = curve.ready(Command.parse(peer.receiveFrame().body()));
            assertThat(said.value("Socket-Type")).contains(Frame.text("ROUTER"));
            peer.secureWith(curve.traffic());
            peer.send("by", "hand");
            assertThat(peer.receiveMessage()).isEqualTo(Message.of("by", "hand"));
        }

        @Test
        void letsNobodyInWhoClaimsTheGuestsKey() throws MalformedFrameException {
            WirePeer peer = connect("mallory");
            CurveClient mallory = CurveClient.of(CurveKeyPair.generate(), SERVER.publicKey());
            peer.exchangeGreetings(options(guest).greeting());
            peer.sendCommand(mallory.hello());
            mallory.welcome(Command.parse(peer.receiveFrame().body()));
            peer.sendCommand(mallory.initiate(options(guest).metadata().octets(), GUEST.publicKey()));
            assertThat(peer.awaitClose(PATIENCE)).isPresent();
        }

        @Test
        void letsNobodyInWhoseCookieItDidNotMake() {
            WirePeer peer = connect("mallory");
            CurveClient mallory = CurveClient.of(GUEST, SERVER.publicKey());
            mallory.imagineWelcome();
            peer.exchangeGreetings(options(guest).greeting());
            peer.sendCommand(mallory.hello());
            peer.receiveFrame();
            peer.sendCommand(mallory.initiate(options(guest).metadata().octets()));
            assertThat(peer.awaitClose(PATIENCE)).isPresent();
        }

        @Test
        void closesAtARepeatedNonce() {
            WirePeer peer = served();
            requireNonNull(peer.traffic())
                    .countFrom(requireNonNull(peer.traffic()).nextNonce() - 1);
            peer.send("replayed");
            assertThat(peer.awaitClose(PATIENCE)).isPresent();
            assertThat(peer.arrivedMessages()).isEmpty();
        }

        @Test
        void closesAtANonceThatCountsDown() {
            WirePeer peer = served();
            requireNonNull(peer.traffic()).countFrom(1);
            peer.send("earlier");
            assertThat(peer.awaitClose(PATIENCE)).isPresent();
            assertThat(peer.arrivedMessages()).isEmpty();
        }

        @Test
        void acceptsANonceThatLeapsAhead() {
            WirePeer peer = served();
            requireNonNull(peer.traffic()).countFrom(1L << 40);
            peer.send("far");
            assertThat(peer.receiveMessage()).isEqualTo(Message.of("far"));
        }

        @Test
        void closesAtAMessageInClear() {
            WirePeer peer = served();
            peer.sendOctets(FrameCodec.encode(Message.of("clear")));
            assertThat(peer.awaitClose(PATIENCE)).isPresent();
            assertThat(peer.arrivedMessages()).isEmpty();
        }

        @Test
        void closesAtASealedMessageThatWasChanged() {
            WirePeer peer = served();
            byte[] sealed = requireNonNull(peer.traffic()).seal(Message.of("changed"));
            sealed[sealed.length - 1] ^= 1;
            peer.sendOctets(sealed);
            assertThat(peer.awaitClose(PATIENCE)).isPresent();
            assertThat(peer.arrivedMessages()).isEmpty();
        }

        private WirePeer served() {
            WirePeer peer = connect("guest");
            peer.handshake(options(guest));
            peer.send("first");
            assertThat(peer.receiveMessage()).isEqualTo(Message.of("first"));
            return peer;
        }
    }

    @Timeout(30)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class AgainstAGuardedRouter {

        static final Duration PATIENCE = Duration.ofSeconds(5);

        final Mechanism guest;
        private final Library library;
        private final List<WirePeer> peers = new ArrayList<>();
        private Optional<LibrarySocket> router = Optional.empty();

        AgainstAGuardedRouter(Library library, Mechanism guest) {
            this.library = library;
            this.guest = guest;
        }

        abstract List<Mechanism> strangers();

        abstract Stream<Misstep> others();

        @BeforeAll
        void start() {
            router = Optional.of(library.guardedRouter(guest, SERVER));
        }

        @AfterEach
        void closePeers() {
            peers.forEach(WirePeer::close);
            peers.clear();
        }

        @AfterAll
        void stop() {
            router.ifPresent(LibrarySocket::close);
        }

        WirePeer connect(String name) {
            URI endpoint = URI.create(router.orElseThrow().endpoint());
            InetSocketAddress address = new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
            WirePeer peer = WirePeer.connect(address, name, Transcript.none(), Timeouts.standard());
            peers.add(peer);
            return peer;
        }

        static WireOptions options(Mechanism mechanism) {
            return WireOptions.of("DEALER").withMechanism(mechanism);
        }

        boolean awaitClose(Misstep misstep) {
            WirePeer peer = connect("stranger");
            peer.handshake(options(guest), misstep);
            return peer.awaitClose(PATIENCE).isPresent();
        }

        /** The guest is. */
        void isServed() {
            WirePeer peer = connect("guest");
            peer.handshake(options(guest));
            peer.send("served");
            assertThat(peer.receiveMessage()).isEqualTo(Message.of("served"));
        }

        @Test
        void talksWithItsGuest() {
            WirePeer peer = connect("guest");
            Metadata said = peer.handshake(options(guest));
            assertThat(said.value("Socket-Type")).contains(Frame.text("ROUTER"));
            for (int size : new int[] {0, 1, 222, 223, 255, 256, 65_536}) {
                Message message = Message.of(Frame.filled(size, size), Frame.empty(), Frame.text("end"));
                peer.send(message);
                assertThat(peer.receiveMessage()).isEqualTo(message);
            }
            peer.sendCommand(Command.ping(10, Frame.text("ctx")));
            assertThat(peer.receiveCommand()).isEqualTo(Command.pong(Frame.text("ctx")));
        }

        @Test
        void refusesStrangers() {
            for (Mechanism stranger : strangers()) {
                assertThatThrownBy(() -> connect("stranger").handshake(options(stranger)))
                        .as(stranger.toString())
                        .isInstanceOfSatisfying(WireException.Refused.class, e -> assertThat(e.reason())
                                .isEqualTo("400"));
            }
            isServed();
        }

        Stream<Misstep> missteps() {
            Stream<Misstep> common = Stream.of(Misstep.at("HELLO"), Misstep.at("INITIATE"))
                    .flatMap(at -> Stream.of(
                            at.replacedBy(WireFrame.message(Frame.text("too early"), false)),
                            at.replacedBy(Command.ready(options(guest).metadata())),
                            at.error("400"),
                            at.errorOfLibzmq("400"),
                            at.truncatedTo(5)));
            Stream<Misstep> metadata = Stream.of("0b 536f636b", "0b 536f636b65742d54797065 ffffffff 4445414c4552")
                    .map(hex -> Misstep.at("INITIATE").withProperties(Frame.hex(hex)));
            Stream<Misstep> orders = Stream.of(
                    Misstep.at("HELLO")
                            .replacedBy(Command.initiate(options(guest).metadata())),
                    Misstep.at("INITIATE")
                            .withProperties(WireOptions.of("SUB").metadata().octets()));
            return Stream.of(common, metadata, orders, others()).flatMap(each -> each);
        }

        @Test
        void closesAtEveryMisstepAndServesItsGuestAfterAllThat() {
            SoftAssertions softly = new SoftAssertions();
            missteps().forEach(misstep -> softly.assertThat(awaitClose(misstep))
                    .as("%s closes at: %s", library, misstep)
                    .isTrue());
            softly.assertAll();
            isServed();
        }

        @Test
        void letsNobodyInWithoutAMechanism() {
            WirePeer peer = connect("stranger");
            peer.sendGreeting(Greeting.ofMinor(1));
            assertThat(peer.awaitClose(PATIENCE)).isPresent();
        }
    }
}
