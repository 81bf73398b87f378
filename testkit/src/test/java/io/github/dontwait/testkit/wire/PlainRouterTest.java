package io.github.dontwait.testkit.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Our client of PLAIN at the ROUTER of a real library. */
class PlainRouterTest {

    @Nested
    class OfLibzmq extends AgainstPlain {
        OfLibzmq() {
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
    class OfJeromq extends AgainstPlain {
        OfJeromq() {
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

    abstract static class AgainstPlain extends GuardedRouter {

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
}
