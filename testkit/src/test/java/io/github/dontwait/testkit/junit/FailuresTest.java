package io.github.dontwait.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void whoWaitedInVainSaysSoWhateverTheText() {
        ExpectationFailedError.Builder told = ExpectationFailedError.expecting(
                        "every round trip to take at most 1000 ms")
                .but("one has not come back");
        assertThat(Failures.isOfTime(told.error())).isFalse();
        ExpectationFailedError inVain = told.inVain().error();
        assertThat(Failures.isOfTime(inVain)).isTrue();
        assertThat(Failures.isOfTime(inVain.withTranscript(Transcript.begin()))).isTrue();
        assertThat(Failures.isOfTime(new IllegalStateException("a script failed", inVain)))
                .isTrue();
        assertThat(Failures.isOfTime(new TimeoutException())).isTrue();
        assertThat(Failures.isOfTime(ExpectationFailedError.expecting("alice to receive within 5 s")
                        .but("received:\n  [ \"other\" ]")
                        .error()))
                .isFalse();
    }
}
