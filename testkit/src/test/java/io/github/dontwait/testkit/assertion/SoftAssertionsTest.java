package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertSoftly;
import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dontwait.testkit.dutycycle.BlockingDetector;
import io.github.dontwait.testkit.dutycycle.ManualInvoker;
import io.github.dontwait.testkit.dutycycle.Turn;
import io.github.dontwait.testkit.message.Envelope;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.ResourceUse;
import io.github.dontwait.testkit.transcript.StopObserver;
import io.github.dontwait.testkit.transcript.StopReport;
import io.github.dontwait.testkit.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.error.AssertJMultipleFailuresError;
import org.junit.jupiter.api.Test;

class SoftAssertionsTest {

    private final Message reply = Message.of("", "pong");

    @Test
    void allFailuresAreToldTogether() {
        AssertJMultipleFailuresError error = catchThrowableOfType(
                AssertJMultipleFailuresError.class,
                () -> assertSoftly(softly -> {
                    softly.assertThat(reply).as("the reply").hasBody("ping").hasNoDelimiter();
                    softly.assertThat(reply).frame(1).hasText("ping").isEmpty();
                    softly.assertThat(reply).hasDelimiter();
                    softly.assertThat(1).isEqualTo(2);
                }));
        assertThat(error.getFailures()).hasSize(5);
        assertThat(error.getFailures())
                .extracting(failure ->
                        String.valueOf(failure.getMessage()).lines().limit(2).toList())
                .startsWith(
                        List.of("[the reply]", "Expecting the message to have the body:"),
                        List.of("[the reply]", "Expecting the message to begin with its body"),
                        List.of(
                                "Expecting frame 2 of [ \"\", \"pong\" ] to have the text \"ping\"",
                                "but it is \"pong\""),
                        List.of("Expecting frame 2 of [ \"\", \"pong\" ] to be empty", "but it is \"pong\""));
    }

    @Test
    void aPartThatIsNotThereIsOneFailure() {
        DontwaitSoftAssertions softly = new DontwaitSoftAssertions();
        softly.assertThat(reply)
                .frame(7)
                .hasText("x")
                .hasHex("00")
                .isEmpty()
                .isNotEmpty()
                .hasOctetCount(3)
                .startsWithText("y");
        assertThat(softly.assertionErrorsCollected()).hasSize(1);
        assertThat(softly.assertionErrorsCollected().get(0)).hasMessageContaining("to have a frame 8");
    }

    @Test
    void everyKindOfAssertionIsCollected() throws Exception {
        DontwaitSoftAssertions softly = new DontwaitSoftAssertions();
        Transcript transcript = Transcript.begin();
        transcript.sent("alice", Message.of("a"));
        StopReport report = StopObserver.beforeStart().stop(() -> {}).report();
        ResourceUse before = new ResourceUse(0, Duration.ZERO, 0, 0);
        ResourceUse after = new ResourceUse(100, Duration.ofNanos(100), 0, 1);
        ManualInvoker invoker = ManualInvoker.of("worker", () -> 1);
        softly.assertThat(Frame.text("a")).isEmpty();
        softly.assertThat(Envelope.none()).isDelimiter();
        softly.assertThat(transcript).nothingWasDropped();
        softly.assertThat(transcript).from("alice").received("a").receivedInOrder("a");
        softly.assertThat(transcript).from("allice").received("a").receivedNothing();
        softly.assertThat(transcript).reply("a").reachedOnly("alice");
        softly.assertThat(report).releasedItsPort().saidStopped();
        softly.assertThat(after).since(before).usedLessCpuThan(0.5).keptNoDescriptor();
        softly.assertThat(invoker).hasTurned(1).nextTurn().did(2).didNothing();
        softly.assertThat(new Turn("worker", 1, 0, Duration.ofMillis(1), List.of()))
                .usedAtMost(Duration.ZERO);
        try (BlockingDetector detector = BlockingDetector.standard()) {
            detector.watch("worker", () -> 1);
            softly.assertThat(detector).sawNoTurnAbove(Duration.ZERO).sawNoWait();
        }
        softly.assertThatRoundTrip(() -> {
                    throw new IllegalStateException("refused");
                })
                .staysResponsiveWhile(() -> {});
        assertThat(softly.assertionErrorsCollected()).hasSize(17);
    }

    @Test
    void assertJsOwnWaysWorkToo() {
        AssertionError error = catchThrowableOfType(
                AssertionError.class,
                () -> SoftAssertionsProvider.assertSoftly(
                        DontwaitSoftAssertions.class,
                        softly -> softly.assertThat(reply).hasBody("ping").isNull()));
        assertThat(error).hasMessageContaining("Multiple Failures (2 failures)");
        SoftAssertions plain = new SoftAssertions();
        plain.proxy(MessageAssert.class, Message.class, reply).hasBody("ping").hasNoDelimiter();
        assertThat(plain.assertionErrorsCollected()).hasSize(2);
    }
}
