package io.github.dontwait.testkit.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Our client of CURVE at the ROUTER of a real library. */
class CurveRouterTest {

    private static final CurveKeyPair GUEST = CurveKeyPair.generate();

    @Nested
    class OfLibzmq extends AgainstCurve {
        OfLibzmq() {
            super(Library.LIBZMQ);
        }

        @Test
        void closesAtAClientOfAnotherServer() {
            assertThatThrownBy(() -> connect("stranger").handshake(options(Mechanism.curve(GUEST, GUEST.publicKey()))))
                    .isInstanceOf(WireException.ClosedByPeer.class);
        }
    }

    @Nested
    class OfJeromq extends AgainstCurve {
        OfJeromq() {
            super(Library.JEROMQ);
        }

        @Test
        void refusesAClientOfAnotherServer() {
            assertThatThrownBy(() -> connect("stranger").handshake(options(Mechanism.curve(GUEST, GUEST.publicKey()))))
                    .isInstanceOfSatisfying(WireException.Refused.class, e -> assertThat(e.reason())
                            .isEmpty());
        }
    }

    abstract static class AgainstCurve extends GuardedRouter {

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
}
