package io.github.dontwait.testkit.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.AssertionFailedError;

class ExpectationFailedErrorTest {

    @Test
    void saysExpectationObservationDifferenceAndTranscriptInThisOrder() {
        Transcript transcript = Transcript.begin();
        transcript.sent("alice", Message.of("ping-a"));
        transcript.received("alice", Message.of("ping-b"));
        ExpectationFailedError error = ExpectationFailedError.expecting(
                        "alice (routing id \"alice\") to receive within 2 s:\n  [ \"ping-a\" ]")
                .butReceived(Message.of("ping-a"), Message.of("ping-b"))
                .transcript(transcript, transcript.events().get(1))
                .error();
        assertThat(String.valueOf(error.getMessage()).replaceAll("\\+\\d+\\.\\d ms", "+T ms"))
                .isEqualTo("""
                        Expecting alice (routing id "alice") to receive within 2 s:
                          [ "ping-a" ]
                        but received:
                          [ "ping-b" ]
                        frame 1 of 1, byte 6: expected 'a' (0x61), was 'b' (0x62)

                        Transcript:
                          +T ms  alice -> subject  [ "ping-a" ]
                          +T ms  alice <- subject  [ "ping-b" ]     <-- here""");
        assertThat(error).isInstanceOf(AssertionFailedError.class);
        assertThat(error.expectation()).startsWith("alice (routing id");
        assertThat(error.observation()).isEqualTo("received:\n  [ \"ping-b\" ]");
        assertThat(error.difference()).isEqualTo("frame 1 of 1, byte 6: expected 'a' (0x61), was 'b' (0x62)");
        assertThat(error.transcript()).startsWith("  +").endsWith("<-- here");
    }

    @Test
    void leavesOutWhatThereIsNot() {
        ExpectationFailedError error = ExpectationFailedError.expecting("a port to be free")
                .but("it is taken")
                .transcript(Transcript.none())
                .error();
        assertThat(error).hasMessage("Expecting a port to be free\nbut it is taken");
        assertThat(error.difference()).isNull();
        assertThat(error.transcript()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "61; 62; frame 1 of 1, byte 1: expected 'a' (0x61), was 'b' (0x62)",
                "6100; 6101; frame 1 of 1, byte 2: expected 0x00, was 0x01",
                "6120; 61; frame 1 of 1, byte 2: expected 0x20, was the end of the frame",
                "61; 6162; frame 1 of 1, byte 2: expected the end of the frame, was 'b' (0x62)",
                "61,62; 61; frame 2 of 2: expected \"b\", was the end of the message",
                "61; 61,62; frame 2: expected the end of the message, was \"b\"",
                "61,62; 61,63; frame 2 of 2, byte 1: expected 'b' (0x62), was 'c' (0x63)"
            })
    void namesTheFirstDifference(String expected, String actual, String text) {
        assertThat(Difference.between(message(expected), message(actual)).orElseThrow())
                .hasToString(text);
    }

    @Test
    void equalMessagesHaveNone() {
        assertThat(Difference.between(Message.of("a", ""), Message.of("a", ""))).isEmpty();
    }

    private static Message message(String hexOfFrames) {
        return Message.of(Arrays.stream(hexOfFrames.split(",")).map(Frame::hex).toList());
    }
}
