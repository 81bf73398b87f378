package io.github.dontwait.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.fault.Effect.Declared;
import io.github.dontwait.testkit.message.RoutingId;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {

    static Stream<Object[]> faults() {
        return Stream.of(new Object[][] {
            {Fault.none(), "behaves"},
            {Fault.reset().insideFrame(3), "resets inside frame 3 at octet 1"},
            {Fault.reset().insideFrame(3, 5), "resets inside frame 3 at octet 5"},
            {Fault.close().afterFrame(3), "closes between frames 3 and 4"},
            {Fault.halfClose().afterMessage(2), "half-closes after message 2"},
            {Fault.stall().inGreeting(11), "falls silent in the greeting at octet 11"},
            {Fault.stopReading().afterHandshake(), "stops reading after the handshake"},
            {Fault.drip(10).inReady(0), "drips 10 octets per second in READY at octet 0"},
            {
                Fault.coalesce(3).afterHandshake(),
                "holds back up to 3 messages and sends all in one segment after the handshake"
            },
            {Fault.split(7).atOnce(), "splits at random (seed 7) at once"},
            {Fault.garbage(7, 64).atOctet(100), "sends 64 octets of garbage (seed 7) at octet 100"},
            {Fault.wrongMechanism("PLAIN"), "announces the mechanism \"PLAIN\" in the greeting at octet 12"},
            {Fault.wrongSocketType("PUB"), "announces the socket type \"PUB\" in READY at octet 0"},
            {Fault.declares(Declared.TWO_TO_62).afterHandshake(), "declares a frame of 2^62 octets after the handshake"
            },
            {Fault.endlessMore(9).afterMessage(1), "sends 9 frames with MORE and never the last after message 1"},
            {
                Fault.duplicateRoutingId(RoutingId.text("alice")),
                "announces the routing id \"alice\", which is in use in READY at octet 0"
            },
            {Fault.leavePingsUnanswered().atOnce(), "leaves PINGs unanswered at once"},
            {Fault.pause(Duration.ofMillis(1_500)).afterReceiving(1), "pauses for 1.5 s after receiving message 1"},
        });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void readAsTheyAreWritten(Fault fault, String text) {
        assertThat(fault).hasToString(text);
        assertThat(fault.effect().at(fault.moment())).isEqualTo(fault);
    }

    @Test
    void sizesAreTheKnownOnes() {
        assertThat(Stream.of(Declared.values()).map(size -> Long.toHexString(size.octets())))
                .containsExactly("17d78400", "4000000000000000", "8000000000000000", "ffffffffffffffff");
    }

    @Test
    void whatMakesNoSenseSaysWhatDoes() {
        assertThatThrownBy(() -> Fault.endlessMore(1).insideFrame(2))
                .hasMessage("a peer that sends 1 frames with MORE and never the last cannot do so inside frame 2 at "
                        + "octet 1; its moment is between frames: afterHandshake(), afterFrame(k) or afterMessage(m)");
        assertThatThrownBy(() -> new Effect.WrongMechanism("PLAIN").afterHandshake())
                .hasMessageEndingWith("its moment is in the greeting at octet 12");
        assertThatThrownBy(() -> new Effect.WrongSocketType("PUB").atOnce())
                .hasMessageEndingWith("its moment is in READY at octet 0");
        assertThatThrownBy(() -> Fault.reset().inGreeting(64))
                .hasMessage("the octet of a moment in the greeting is 0 to 63, not 64");
        assertThatThrownBy(() -> Fault.reset().insideFrame(0)).hasMessage("frames are counted from 1, not 0");
        assertThatThrownBy(() -> Fault.reset().insideFrame(1, 0))
                .hasMessage("inside a frame at least 1 octet of it has gone, not 0");
        assertThatThrownBy(() -> Fault.drip(0)).hasMessage("a drip has 1 octet per second or more, not 0");
        assertThatThrownBy(() -> Fault.pause(Duration.ZERO)).hasMessage("a pause is longer than zero, not PT0S");
    }
}
