package io.github.dontwait.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.library.LibrarySocket;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Transcript;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our peer connects to the ROUTER of a real library, which echoes. */
class LibraryRouterTest {

    @Nested
    class OfLibzmq extends AgainstARouter {
        OfLibzmq() {
            super(Library.LIBZMQ, Vectors.LIBZMQ_GREETING);
        }

        @Test
        void closesAtAnImpossibleSize() { // never sent to JeroMQ in this process: it would lose its I/O thread
            WirePeer peer = dealer("peer");
            peer.sendHex("02 ffffffffffffffff");
            assertThat(peer.awaitClose(PATIENCE)).isPresent();
        }
    }

    @Nested
    class OfJeromq extends AgainstARouter {
        OfJeromq() {
            super(Library.JEROMQ, Vectors.JEROMQ_GREETING);
        }
    }

    @Timeout(30)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class AgainstARouter {

        static final Duration PATIENCE = Duration.ofSeconds(5);

        private final Library library;
        private final String greeting;
        private final List<WirePeer> peers = new ArrayList<>();
        private final Transcript transcript = Transcript.begin();
        private Optional<LibrarySocket> router = Optional.empty();

        AgainstARouter(Library library, String greeting) {
            this.library = library;
            this.greeting = greeting;
        }

        @BeforeAll
        void start() {
            router = Optional.of(library.echoingRouter());
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
            WirePeer peer = WirePeer.connect(
                    new InetSocketAddress(endpoint.getHost(), endpoint.getPort()),
                    name,
                    transcript,
                    Timeouts.standard());
            peers.add(peer);
            return peer;
        }

        WirePeer dealer(String name) {
            WirePeer peer = connect(name);
            Metadata said = peer.handshake(WireOptions.of("DEALER"));
            assertThat(said.value("Socket-Type")).contains(Frame.text("ROUTER"));
            return peer;
        }

        @Test
        void greetsInStages() {
            WirePeer peer = connect("peer");
            byte[] ours = Greeting.ofMinor(1).octets();
            String theirs = Frame.of(peer.receiveOctets(10)).hex();
            assertThat(peer.unreadOctets()).isEmpty();
            peer.sendOctets(Arrays.copyOfRange(ours, 0, 10));
            theirs += Frame.of(peer.receiveOctets(1)).hex();
            peer.sendOctets(Arrays.copyOfRange(ours, 10, 11));
            theirs += Frame.of(peer.receiveOctets(53)).hex();
            assertThat(theirs).isEqualTo(greeting);
            peer.sendOctets(Arrays.copyOfRange(ours, 11, 64));
            peer.sendCommand(Command.ready(WireOptions.of("DEALER").metadata()));
            assertThat(FrameCodec.encode(peer.receiveFrame()))
                    .isEqualTo(Frame.hex(Vectors.ROUTER_EMPTY_IDENTITY).octets());
            peer.send("staged");
            assertThat(peer.receiveMessage()).isEqualTo(Message.of("staged"));
        }

        @Test
        void acceptsBothVersionsAndMeaninglessOctets() {
            for (int minor : new int[] {0, 1, 9}) {
                WirePeer peer = connect("minor-" + minor);
                peer.sendGreeting(Greeting.ofMinor(minor)
                        .withPadding(new byte[] {1, 2, 3, 4, 5, 6, 7, 8})
                        .withFiller(new byte[] {9, 8, 7}));
                assertThat(peer.receiveGreeting().hex()).isEqualTo(greeting);
                peer.sendCommand(Command.ready(WireOptions.of("REQ").metadata()));
                assertThat(peer.receiveFrame().isCommand()).isTrue();
                peer.send("", "hi");
                assertThat(peer.receiveMessage()).isEqualTo(Message.of("", "hi"));
            }
        }

        static Stream<String> readies() {
            return Stream.concat(Vectors.readies().keySet().stream(), Stream.of(Vectors.READY_WITHOUT_PROPERTIES));
        }

        @ParameterizedTest
        @MethodSource
        void readies(String hex) {
            // A routing id stays taken until the ROUTER has noticed that its holder left: then it is tried again.
            long end = System.nanoTime() + PATIENCE.toNanos();
            Optional<Message> echo = Optional.empty();
            while (echo.isEmpty() && System.nanoTime() < end) {
                try (WirePeer peer = connect("peer")) {
                    peer.sendGreeting(Greeting.ofMinor(1));
                    peer.receiveGreeting();
                    peer.sendHex(hex);
                    assertThat(FrameCodec.encode(peer.receiveFrame()))
                            .isEqualTo(Frame.hex(Vectors.ROUTER_EMPTY_IDENTITY).octets());
                    peer.send("served");
                    echo = peer.pollMessage(Duration.ofMillis(300));
                }
            }
            assertThat(echo).contains(Message.of("served"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "04 1c 05 5245414459 0b 536f636b65742d54797065 7fffffff 4445414c4552",
                    "04 1c 05 5245414459 0b 536f636b65742d54797065 ffffffff 4445414c4552",
                    "04 19 05 5245414459 0b 536f636b65742d54797065 00000006 4445414c",
                    "04 06 05 4552524f52",
                    "04 08 05 4552524f52 ff 34",
                    "00 02 6162"
                })
        void closesInsteadOfAHandshake(String hex) {
            WirePeer peer = connect("peer");
            peer.sendGreeting(Greeting.ofMinor(1));
            peer.receiveGreeting();
            byte[] octets = Frame.hex(hex).octets();
            octets[1] = (byte) (octets.length - 2);
            peer.sendOctets(octets);
            assertThat(peer.awaitClose(PATIENCE)).isPresent();
            assertThat(peer.isClosed()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "00 02 6162, 00 02 6162",
            "00 00, 00 00",
            "01 02 6162 00 00, 01 02 6162 00 00",
            "01 00 00 02 6869, 01 00 00 02 6869",
            "01 00 01 02 6869 00 01 21, 01 00 01 02 6869 00 01 21",
            "02 0000000000000002 6162, 00 02 6162",
            "03 0000000000000002 6162 02 0000000000000000, 01 02 6162 00 00",
            "f8 04 72657376, 00 04 72657376",
            "08 04 72657376, 00 04 72657376"
        })
        void answersOctetForOctet(String sent, String answer) {
            WirePeer peer = dealer("peer");
            byte[] expected = Frame.hex(answer).octets();
            peer.sendHex(sent);
            assertThat(peer.receiveOctets(expected.length)).isEqualTo(expected);
            peer.send("fence");
            assertThat(peer.receiveMessage()).isEqualTo(Message.of("fence"));
        }

        @ParameterizedTest
        @CsvSource({"0, 2", "255, 2", "256, 9", "65535, 9", "65536, 9"})
        void framesOfEverySizePassBothWays(int size, int header) {
            WirePeer peer = dealer("peer");
            Frame body = Frame.filled(size, 'x');
            for (WireFrame sent : List.of(
                    WireFrame.message(body, false),
                    WireFrame.message(body, false).inLongForm())) {
                peer.sendFrame(sent);
                WireFrame answer = peer.receiveFrame();
                assertThat(answer.body()).isEqualTo(body);
                assertThat(answer.encodedSize() - size).isEqualTo(header);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "04 07 04 50494e47 0000, 04 05 04 504f4e47",
            "04 07 04 50494e47 000c, 04 05 04 504f4e47",
            "04 0a 04 50494e47 000a 637478, 04 08 04 504f4e47 637478",
            "05 0a 04 50494e47 0000 637478, 04 08 04 504f4e47 637478",
            "06 0000000000000009 04 50494e47 0000 6c66, 04 07 04 504f4e47 6c66"
        })
        void answersPingWithPong(String ping, String pong) {
            WirePeer peer = dealer("peer");
            peer.sendHex(ping);
            assertThat(FrameCodec.encode(peer.receiveFrame()))
                    .isEqualTo(Frame.hex(pong).octets());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "04 0b 06 574942424c45 64617461",
                    "04 00",
                    "04 03 ff 4142",
                    "04 05 04 504f4e47",
                    "04 08 04 504f4e47 637478"
                })
        void ignoresCommandsThatMeanNothing(String command) {
            WirePeer peer = dealer("peer");
            peer.sendHex("01 01 41" + command + "00 01 42");
            assertThat(peer.receiveMessage()).isEqualTo(Message.of("A", "B"));
        }

        @Test
        void subscribeReachesTheApplicationOfLibzmqOnly() {
            WirePeer peer = dealer("peer");
            peer.sendHex("04 0b 09 535542534352494245 41");
            peer.send("fence");
            Message first = peer.receiveMessage();
            if (library == Library.LIBZMQ) {
                assertThat(first).isEqualTo(Message.of("\tSUBSCRIBEA"));
            } else {
                assertThat(first).isEqualTo(Message.of("fence"));
            }
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void theOctetsMayBeCutAnywhere(long seed) {
            Random random = new Random(seed);
            WirePeer peer = dealer("peer");
            List<Message> messages = new ArrayList<>();
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            for (int i = 0; i < 50; i++) {
                List<Frame> frames = new ArrayList<>();
                for (int f = random.nextInt(3); f >= 0; f--) {
                    byte[] body = new byte[random.nextInt(random.nextInt(600) + 1)];
                    random.nextBytes(body);
                    frames.add(Frame.of(body));
                }
                messages.add(Message.of(frames));
                octets.writeBytes(FrameCodec.encode(messages.get(i)));
            }
            peer.sendInPieces(
                    octets.toByteArray(), random.ints(octets.size() / 20, 1, 40).toArray());
            for (Message message : messages) {
                assertThat(peer.receiveMessage()).isEqualTo(message);
            }
        }

        @Test
        void octetByOctetFromTheFirstOne() {
            WirePeer peer = connect("peer");
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            octets.writeBytes(Greeting.ofMinor(1).octets());
            octets.writeBytes(FrameCodec.encode(
                    Command.ready(WireOptions.of("DEALER").metadata()).frame()));
            int[] ones = new int[octets.size()];
            Arrays.fill(ones, 1);
            peer.sendInPieces(octets.toByteArray(), ones);
            peer.receiveGreeting();
            assertThat(peer.receiveFrame().isCommand()).isTrue();
            peer.send("done");
            assertThat(peer.receiveMessage()).isEqualTo(Message.of("done"));
        }

        @Test
        void routesByTheRoutingIdThatWasAnnounced() {
            WirePeer alice = connect("alice");
            alice.handshake(WireOptions.of("DEALER").withRoutingId(RoutingId.hex("80 ff 0a 00 fe")));
            WirePeer bob = connect("bob");
            bob.handshake(WireOptions.of("ROUTER")
                    .withRoutingId(RoutingId.text("bob"))
                    .withMinorVersion(0)
                    .withProperties(Metadata.none().with("X-Kit", "1")));
            alice.send("for alice");
            bob.send("for bob");
            assertThat(bob.receiveMessage()).isEqualTo(Message.of("for bob"));
            assertThat(alice.receiveMessage()).isEqualTo(Message.of("for alice"));
        }

        @Test
        void largeMessagesPass() {
            WirePeer peer = dealer("peer");
            byte[] body = new byte[4 << 20];
            new Random(7).nextBytes(body);
            Message message = Message.of(Frame.of(body), Frame.empty());
            peer.send(message);
            assertThat(peer.receiveMessage()).isEqualTo(message);
        }
    }
}
