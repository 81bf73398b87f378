package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;
import static io.github.dontwait.testkit.assertion.Failing.fails;

import io.github.dontwait.testkit.message.Envelope;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Each text word for word. */
class MessageAssertTest {

    private final Message reply = Message.of("", "pong");
    private final Message bare = Message.of("pong");

    @Test
    void hasFrames() {
        assertThat(reply).hasFrames("", "pong").hasFrames(Frame.empty(), Frame.text("pong"));
        fails(() -> assertThat(reply).hasFrames("pong"), """
                Expecting the message to have the frames:
                  [ "pong" ]
                but it has:
                  [ "", "pong" ]
                frame 1 of 1, byte 1: expected 'p' (0x70), was the end of the frame
                """);
    }

    @Test
    void hasBody() {
        assertThat(reply).hasBody("pong").hasBody(Message.of("pong"));
        fails(() -> assertThat(reply).hasBody("ping"), """
                Expecting the message to have the body:
                  [ "ping" ]
                but its body is:
                  [ "pong" ]
                frame 1 of 1, byte 2: expected 'i' (0x69), was 'o' (0x6f)
                """);
    }

    @Test
    void isEqualTo() {
        assertThat(bare).isEqualTo(Message.of("pong")).isNotEqualTo(reply);
        AssertionError error = fails(() -> assertThat(bare).isEqualTo(reply), """
                Expecting the message to have the frames:
                  [ "", "pong" ]
                but it has:
                  [ "pong" ]
                frame 1 of 2, byte 1: expected the end of the frame, was 'p' (0x70)
                """);
        AssertionFailedError failed = (AssertionFailedError) error;
        assertThat(failed.getExpected().getEphemeralValue()).isEqualTo(reply);
        assertThat(failed.getActual().getEphemeralValue()).isEqualTo(bare);
    }

    @Test
    void hasEnvelope() {
        assertThat(reply).hasEnvelope(Envelope.delimiter());
        fails(() -> assertThat(bare).hasEnvelope(Envelope.delimiter()), """
                Expecting the message to have the envelope [""]
                but its envelope is []:
                  [ "pong" ]
                """);
    }

    @Test
    void hasDelimiter() {
        assertThat(reply).hasDelimiter();
        fails(() -> assertThat(bare).hasDelimiter(), """
                Expecting the message to begin with a delimiter, an empty frame that others follow
                but it does not:
                  [ "pong" ]
                """);
    }

    @Test
    void hasNoDelimiter() {
        assertThat(bare).hasNoDelimiter();
        fails(() -> assertThat(reply).hasNoDelimiter(), """
                Expecting the message to begin with its body
                but it has a delimiter:
                  [ "", "pong" ]
                """);
    }

    @Test
    void hasFrameCount() {
        assertThat(reply).hasFrameCount(2);
        fails(() -> assertThat(reply).hasFrameCount(1), """
                Expecting the message to have 1 frame
                but it has 2 frames:
                  [ "", "pong" ]
                """);
    }

    @Test
    void frame() {
        assertThat(reply).frame(1).hasText("pong");
        assertThat(reply).firstFrame().isEmpty();
        assertThat(reply).lastFrame().hasText("pong");
        assertThat(reply).body().hasFrames("pong");
        fails(() -> assertThat(reply).frame(2).hasText("pong"), """
                Expecting the message to have a frame 3
                but it has 2 frames:
                  [ "", "pong" ]
                """);
    }

    @Test
    void hasText() {
        assertThat(Frame.text("pong")).hasText("pong");
        fails(() -> assertThat(reply).frame(1).hasText("ping"), """
                Expecting frame 2 of [ "", "pong" ] to have the text "ping"
                but it is "pong"
                byte 2: expected 'i' (0x69), was 'o' (0x6f)
                """);
    }

    @Test
    void hasHex() {
        assertThat(Frame.of((byte) 0, (byte) 255)).hasHex("00 ff");
        fails(() -> assertThat(Frame.of((byte) 0)).hasHex("00 ff"), """
                Expecting the frame to have the octets 0x00ff
                but it is 0x00
                byte 2: expected 0xff, was the end of the frame
                """);
    }

    @Test
    void isEmpty() {
        assertThat(Frame.empty()).isEmpty();
        fails(() -> assertThat(reply).lastFrame().isEmpty(), """
                Expecting frame 2 of [ "", "pong" ] to be empty
                but it is "pong"
                """);
    }

    @Test
    void isNotEmpty() {
        assertThat(reply).lastFrame().isNotEmpty();
        fails(() -> assertThat(reply).firstFrame().isNotEmpty(), """
                Expecting frame 1 of [ "", "pong" ] to have octets
                but it is empty
                """);
    }

    @Test
    void hasOctetCount() {
        assertThat(reply).lastFrame().hasOctetCount(4);
        fails(() -> assertThat(reply).lastFrame().hasOctetCount(1), """
                Expecting frame 2 of [ "", "pong" ] to have 1 octet
                but it has 4 octets: "pong"
                """);
    }

    @Test
    void startsWithText() {
        assertThat(reply).lastFrame().startsWithText("po");
        fails(() -> assertThat(reply).lastFrame().startsWithText("pi"), """
                Expecting frame 2 of [ "", "pong" ] to start with "pi"
                but it is "pong"
                """);
        fails(() -> assertThat(reply).lastFrame().startsWithText("pongs"), """
                Expecting frame 2 of [ "", "pong" ] to start with "pongs"
                but it is "pong"
                """);
    }

    @Test
    void isDelimiter() {
        assertThat(reply.envelope()).isDelimiter();
        fails(() -> assertThat(bare.envelope()).isDelimiter(), """
                Expecting the envelope to be a delimiter, one empty frame
                but it is empty
                """);
    }

    @Test
    void anEnvelopeIsEmpty() {
        assertThat(bare.envelope()).isEmpty();
        fails(() -> assertThat(reply.envelope()).isEmpty(), """
                Expecting the envelope to be empty
                but it is [""]
                """);
    }

    @Test
    void aDescriptionStandsAboveAndGoesOnToTheParts() {
        fails(() -> assertThat(reply).as("the reply to %s", "alice").hasBody("ping"), """
                [the reply to alice]
                Expecting the message to have the body:
                  [ "ping" ]
                but its body is:
                  [ "pong" ]
                frame 1 of 1, byte 2: expected 'i' (0x69), was 'o' (0x6f)
                """);
        fails(() -> assertThat(reply).as("100 %").frame(1).isEmpty(), """
                [100 %]
                Expecting frame 2 of [ "", "pong" ] to be empty
                but it is "pong"
                """);
    }

    @Test
    void aMessageOfTheTestTakesThePlaceOfTheText() {
        fails(() -> assertThat(reply).withFailMessage("no such luck").hasBody("ping"), "no such luck");
    }

    @Test
    void whatAssertJHasIsThereToo() {
        assertThat("a string").startsWith("a");
        assertThat(reply).isNotNull().isInstanceOf(Message.class).isIn(reply, bare);
    }
}
