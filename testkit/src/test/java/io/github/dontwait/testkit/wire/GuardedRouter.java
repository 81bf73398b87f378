package io.github.dontwait.testkit.wire;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The ROUTER of a real library whose ZAP handler lets one guest in. */
@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GuardedRouter {

    /** Whose keys a router of CURVE has. */
    static final CurveKeyPair SERVER = CurveKeyPair.generate();

    static final Duration PATIENCE = Duration.ofSeconds(5);

    final Mechanism guest;
    private final Library library;
    private final List<WirePeer> peers = new ArrayList<>();
    private Optional<LibrarySocket> router = Optional.empty();

    GuardedRouter(Library library, Mechanism guest) {
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
                Misstep.at("HELLO").replacedBy(Command.initiate(options(guest).metadata())),
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
