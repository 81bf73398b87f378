package io.github.dontwait.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatsReplyTest {

    private final Transcript transcript = Transcript.begin();

    private Map<String, Long> numbers(String... frames) {
        return new StatsReply(Message.of(frames), transcript).numbers();
    }

    @Test
    void itsNumbersAreKnownByTheirNames() {
        assertThat(numbers("$stats", "turns=12", "handled=0", "ours=-1"))
                .containsOnly(Map.entry("turns", 12L), Map.entry("handled", 0L), Map.entry("ours", -1L));
        assertThat(numbers("$stats")).isEmpty();
    }

    @Test
    void whoAddsSomethingOfItsOwnMayTellWhatItLikes() {
        assertThat(numbers("$stats", "turns=12", "uptime=2058.6", "note=a=b", "empty="))
                .containsOnly(Map.entry("turns", 12L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "=1", "peers=", "handled=b", "peers=1.5", "handled=9223372036854775808"})
    void aFrameWithoutANameOrOneOfTheContractWithoutANumberIsTheSubjectsFailure(String frame) {
        transcript.sent("watch", Message.of("$stats"));
        assertThatExceptionOfType(ExpectationFailedError.class)
                .isThrownBy(() -> numbers("$stats", "turns=1", frame))
                .satisfies(e -> {
                    assertThat(e.expectation()).startsWith("each frame of $stats to be name=value");
                    assertThat(e.observation())
                            .isEqualTo("one was " + Message.of(frame).first());
                    assertThat(e.transcript()).contains("watch -> subject");
                });
    }

    @Test
    void soIsAReplyToSomethingElse() {
        assertThatExceptionOfType(ExpectationFailedError.class)
                .isThrownBy(() -> numbers("$error", "turns=1"))
                .withMessage("""
                        Expecting the reply to $stats to begin with "$stats"
                        but received [ "$error", "turns=1" ]""");
    }
}
