package io.github.dontwait.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "6869, \"hi\"",
                "'', \"\"",
                "6120 62, \"a b\"",
                "c3a4 e282ac, \"ä€\"",
                "22 5c, \"\\\"\\\\\"",
                "00 01, 0x0001",
                "c3, 0xc3",
                "0a, 0x0a",
                "e280a8, 0xe280a8"
            })
    void framesPrintAsTextOnlyIfTheyArePrintable(String hex, String printed) {
        assertThat(Frame.hex(hex.replace("'", ""))).hasToString(printed);
    }

    @Test
    void longFramesPrintAsHeadLengthAndTail() {
        assertThat(Frame.text("x".repeat(64))).hasToString('"' + "x".repeat(64) + '"');
        assertThat(Frame.text("abc" + "x".repeat(994) + "xyz"))
                .hasToString("\"abc" + "x".repeat(21) + "…" + "x".repeat(6) + "yz\" (1000 octets)");
    }

    @Test
    void longBinaryFramesToo() {
        assertThat(Frame.filled(65, 0xfe)).hasToString("0x" + "fe".repeat(24) + "…" + "fe".repeat(8) + " (65 octets)");
    }

    @Test
    void linesAndTabsAreEscapedAndNoCharacterIsCut() {
        assertThat(Frame.text("{\r\n\t\"id\": 7\n}")).hasToString("\"{\\r\\n\\t\\\"id\\\": 7\\n}\"");
        // The 24th octet is the second of three, and so is the eighth from the end.
        Frame euros = Frame.text("x".repeat(22) + "€".repeat(20));
        assertThat(euros).hasToString("\"" + "x".repeat(22) + "…€€\" (82 octets)");
        assertThat(euros.head(24)).isEqualTo(Frame.text("x".repeat(22)));
        assertThat(euros.head(100)).isSameAs(euros);
        // Not text: nothing is a character there.
        assertThat(Frame.filled(65, 0x80).head(24)).isEqualTo(Frame.filled(24, 0x80));
        assertThat(Frame.filled(65, 0x80)).hasToString("0x" + "80".repeat(24) + "…" + "80".repeat(8) + " (65 octets)");
    }

    @Test
    void framesDoNotShareTheirOctets() {
        byte[] octets = {1, 2};
        Frame frame = Frame.of(octets);
        octets[0] = 9;
        frame.octets()[1] = 9;
        assertThat(frame).isEqualTo(Frame.hex("01 02"));
        assertThat(frame.octetAt(1)).isEqualTo(2);
        assertThat(Frame.of((byte) 0xff).octetAt(0)).isEqualTo(255);
    }

    @Test
    void hexSaysWhatItExpected() {
        assertThatThrownBy(() -> Frame.hex("0g"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not hexadecimal: \"0g\"; give pairs of digits 0-9 a-f, blanks between them are free");
        assertThat(Frame.hex("FF 0a\n0B").hex()).isEqualTo("ff0a0b");
    }

    @Test
    void malformedTextReadsAsReplacementCharacters() {
        assertThat(Frame.hex("61 ff 62").text()).isEqualTo("a\uFFFDb");
    }

    @Test
    void theEnvelopeIsTheLeadingEmptyFrameIfMoreFollow() {
        assertThat(Message.of("", "hi").envelope()).isEqualTo(Envelope.delimiter());
        assertThat(Message.of("", "hi").body()).isEqualTo(Message.of("hi"));
        assertThat(Message.of("", "", "hi").body()).isEqualTo(Message.of("", "hi"));
        assertThat(Message.of("").envelope()).isEqualTo(Envelope.none());
        assertThat(Message.of("").body()).isEqualTo(Message.of(""));
        assertThat(Message.of("a", "", "b").envelope().isEmpty()).isTrue();
        assertThat(Envelope.delimiter().with(Message.of("x"))).isEqualTo(Message.of("", "x"));
    }

    @Test
    void messagesHaveAtLeastOneFrame() {
        assertThatThrownBy(() -> Message.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one frame");
        assertThat(Message.of("a", "b").prepend(Frame.empty())).isEqualTo(Message.of("", "a", "b"));
        assertThat(Message.of("a", "bcd").totalOctets()).isEqualTo(4);
        assertThat(Message.of("a", "bcd").last()).isEqualTo(Frame.text("bcd"));
    }

    @Test
    void messagesPrintTheirFirstFrames() {
        assertThat(Message.of("", "hi")).hasToString("[ \"\", \"hi\" ]");
        assertThat(Message.of(Collections.nCopies(1_000, Frame.text("f"))).toString())
                .endsWith("\"f\", … ] (1000 frames)")
                .hasSizeLessThan(120);
    }

    @Test
    void routingIdsAreOpaqueOctets() {
        assertThat(RoutingId.hex("00 6b8b4567")).hasToString("0x006b8b4567");
        assertThat(RoutingId.text("alice"))
                .hasToString("\"alice\"")
                .isEqualTo(RoutingId.of((byte) 'a', (byte) 'l', (byte) 'i', (byte) 'c', (byte) 'e'));
        assertThat(RoutingId.of().isEmpty()).isTrue();
        assertThat(RoutingId.of(new byte[60_000]).size()).isEqualTo(60_000);
    }
}
