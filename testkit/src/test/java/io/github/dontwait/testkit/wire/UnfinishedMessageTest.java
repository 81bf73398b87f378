package io.github.dontwait.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Transcript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts become a message with the last one, and a message without a last one ends somewhere, too. */
@Timeout(20)
class UnfinishedMessageTest {

    private static final WireFrame MORE = WireFrame.message(Frame.text("a"), true);

    private final UnfinishedMessage parts = new UnfinishedMessage();

    @Test
    void thePartsUpToTheOneWithoutMoreAreAMessage() throws MalformedFrameException {
        assertThat(parts.take(MORE, 7)).isNull();
        assertThat(parts.size()).isEqualTo(1);
        assertThat(parts.take(WireFrame.message(Frame.text("b"), false), 7)).isEqualTo(Message.of("a", "b"));
        assertThat(parts.size()).isZero();
        assertThat(parts.take(WireFrame.message(Frame.empty(), false), 7)).isEqualTo(Message.of(""));
    }

    @Test
    void asManyPartsAsItsBoundAreAMessage() throws MalformedFrameException {
        for (int i = 1; i < UnfinishedMessage.MOST_PARTS; i++) {
            assertThat(parts.take(MORE, 7)).isNull();
        }
        assertThat(parts.take(WireFrame.message(Frame.text("b"), false), 7))
                .extracting(Message::size)
                .isEqualTo(UnfinishedMessage.MOST_PARTS);
    }

    @Test
    void partsWithoutEndAreRefusedAndForgotten() throws MalformedFrameException {
        for (int i = 1; i < UnfinishedMessage.MOST_PARTS; i++) {
            assertThat(parts.take(MORE, 7)).isNull();
        }
        assertThatThrownBy(() -> parts.take(MORE, 7))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("a message of 100000 parts of 100000 octets still has MORE, the bound is 100000 parts and"
                        + " 268435456 octets, at octet 7: \"a\"");
        assertThat(parts.size()).isZero();
        assertThat(parts.take(MORE, 7)).as("the same message goes on").isNull();
        assertThat(parts.take(WireFrame.message(Frame.text("its end"), false), 7))
                .isNull();
        assertThat(parts.take(WireFrame.message(Frame.text("the next"), false), 7))
                .isEqualTo(Message.of("the next"));
    }

    @Test
    void largePartsWithoutEndAreRefusedBeforeTheyFillTheMemory() throws MalformedFrameException {
        WireFrame large = WireFrame.message(Frame.of(new byte[64 << 20]), true);
        for (int i = 0; i < 4; i++) {
            assertThat(parts.take(large, 7)).isNull();
        }
        assertThatThrownBy(() -> parts.take(large, 7))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageStartingWith("a message of 5 parts of 335544320 octets still has MORE");
    }

    @Test
    void aPeerSaysSoInsteadOfFillingTheMemory() {
        Transcript transcript = Transcript.begin();
        try (WireListener listener = WireListener.bind("bob", transcript, Timeouts.standard());
                WirePeer alice = WirePeer.connect(listener.address(), "alice", transcript, Timeouts.standard());
                WirePeer bob = listener.accept()) {
            byte[] octets = new byte[2 * UnfinishedMessage.MOST_PARTS];
            for (int i = 0; i < octets.length; i += 2) {
                octets[i] = WireFrame.MORE;
            }
            bob.sendOctets(octets);
            assertThatThrownBy(alice::receiveMessage)
                    .isInstanceOf(WireException.ProtocolViolation.class)
                    .hasMessageStartingWith("alice gave up: a message of 100000 parts of 0 octets still has MORE");
        }
    }
}
