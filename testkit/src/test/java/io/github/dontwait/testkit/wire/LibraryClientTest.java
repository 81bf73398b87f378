package io.github.dontwait.testkit.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.library.LibrarySocket;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets of real libraries connect to our listener. */
@Timeout(30)
class LibraryClientTest {

    private static final WireOptions KIT = WireOptions.of("ROUTER").withRoutingId(RoutingId.text("kit"));

    private final Transcript transcript = Transcript.begin();
    private final WireListener listener = WireListener.bind("kit", transcript, Timeouts.standard());
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(listener));

    @AfterEach
    void close() throws Exception {
        // Clients before the listener: a client that outlives it may disturb whoever gets the port next.
        Collections.reverse(opened);
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    /** Its connection, after the greetings. */
    private WirePeer greet(LibrarySocket client) {
        opened.add(client);
        return attempt(peer -> peer.exchangeGreetings(KIT.greeting()));
    }

    /** Its connection, after the handshake. */
    private WirePeer shakeHands(LibrarySocket client) {
        opened.add(client);
        return attempt(peer -> peer.handshake(KIT));
    }

    /** A connecting JeroMQ sometimes says nothing until its handshake interval ends, and then tries again. */
    private WirePeer attempt(Consumer<WirePeer> beginning) {
        for (int i = 0; i < 5; i++) {
            WirePeer peer = accept();
            try {
                beginning.accept(peer);
                return peer;
            } catch (WireException.ClosedByPeer e) {
                transcript.note("kit", "was given up by the client");
            }
        }
        throw new AssertionError("the client gave up five times\n" + transcript.render());
    }

    private WirePeer accept() {
        WirePeer peer = listener.accept();
        opened.add(peer);
        return peer;
    }

    @ParameterizedTest
    @CsvSource({
        "LIBZMQ, DEALER, ''", "LIBZMQ, REQ, ''", "LIBZMQ, ROUTER, ''", "LIBZMQ, DEALER, cli-1", "LIBZMQ, REQ, cli-1",
        "LIBZMQ, ROUTER, cli-1", "JEROMQ, DEALER, ''", "JEROMQ, REQ, ''", "JEROMQ, ROUTER, ''", "JEROMQ, DEALER, cli-1",
        "JEROMQ, REQ, cli-1", "JEROMQ, ROUTER, cli-1"
    })
    void saysExactlyWhatTheVectorsSay(Library library, String socketType, String routingId) {
        WirePeer peer = greet(library.client(socketType.toLowerCase(Locale.ROOT), listener.endpoint(), routingId));
        String greeting = library == Library.LIBZMQ ? Vectors.LIBZMQ_GREETING : Vectors.JEROMQ_GREETING;
        Greeting expected = Greeting.of(Frame.hex(greeting).octets()).withOctet(8, routingId.length() + 1);
        assertThat(requireNonNull(peer.peerGreeting()).hex()).isEqualTo(expected.hex());
        peer.sendCommand(Command.ready(KIT.metadata()));
        WireOptions said = WireOptions.of(socketType).withRoutingId(RoutingId.text(routingId));
        assertThat(FrameCodec.encode(peer.receiveFrame())).isEqualTo(Vectors.readyOf(said));
        byte[] hello = Frame.hex(socketType.equals("REQ") ? "01 00 00 05 68656c6c6f" : "00 05 68656c6c6f")
                .octets();
        assertThat(peer.receiveOctets(hello.length)).isEqualTo(hello);
    }

    @ParameterizedTest
    @CsvSource({"LIBZMQ, dealer", "LIBZMQ, router", "JEROMQ, dealer", "JEROMQ, router"})
    void talksWithUs(Library library, String socketType) {
        WirePeer peer = shakeHands(library.client(socketType, listener.endpoint(), "cli"));
        Metadata said = requireNonNull(peer.peerMetadata());
        assertThat(said.value("identity")).contains(Frame.text("cli"));
        assertThat(peer.receiveMessage()).isEqualTo(Message.of("hello"));
        peer.sendCommand(Command.ping(10, Frame.text("ctx")));
        assertThat(peer.receiveCommand()).isEqualTo(Command.pong(Frame.text("ctx")));
        for (int size : new int[] {0, 255, 256, 65_535, 65_536}) {
            Message message = Message.of(Frame.filled(size, size), Frame.text("end"));
            peer.send(message);
            assertThat(peer.receiveMessage()).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void theirPingsAreTheVectorAndOurPongsKeepThem(Library library) {
        WirePeer peer = shakeHands(library.heartbeatingDealer(listener.endpoint(), 50));
        assertThat(peer.receiveMessage()).isEqualTo(Message.of("hello"));
        assertThat(FrameCodec.encode(peer.receiveCommand().frame()))
                .isEqualTo(Frame.hex("04 07 04 50494e47 000c").octets());
        peer.receiveCommand();
        peer.send("still there");
        assertThat(peer.receiveMessage()).isEqualTo(Message.of("still there"));
        assertThat(transcript.events())
                .filteredOn(event -> event instanceof Event.Octets octets
                        && octets.note().equals("PONG")
                        && octets.direction() == Event.Direction.SENT)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void anErrorInTheHandshakeEndsItForGood(Library library) {
        WirePeer peer = greet(library.client("dealer", listener.endpoint(), ""));
        peer.receiveFrame();
        peer.sendHex("04 0a 05 4552524f52 03 343030");
        assertThat(peer.awaitClose(Duration.ofSeconds(5))).isPresent();
        assertThat(listener.poll(Duration.ofMillis(400))).as("a new connection").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void comesBackToAListenerThatWasAway(Library library) {
        WirePeer before = shakeHands(library.client("dealer", listener.endpoint(), "cli"));
        before.receiveMessage();
        listener.close();
        before.close();
        listener.reopen();
        WirePeer after = attempt(peer -> peer.handshake(KIT));
        after.send("again");
        assertThat(after.receiveMessage()).isEqualTo(Message.of("again"));
    }

    @Test
    void refusesWhatIsNoPeerOfOurs() {
        WirePeer stranger = WirePeer.connect(listener.address(), "stranger", transcript, Timeouts.standard());
        opened.add(stranger);
        stranger.sendGreeting(Greeting.ofMinor(1).withMechanism("PLAIN"));
        WirePeer peer = accept();
        assertThatThrownBy(() -> peer.handshake(KIT))
                .isInstanceOf(WireException.ProtocolViolation.class)
                .hasMessage("kit wanted the mechanism NULL, but the other side's greeting says \"PLAIN\"");
    }
}
