package io.github.dontwait.testkit.assertion;

import io.github.dontwait.testkit.dutycycle.BlockingDetector;
import io.github.dontwait.testkit.dutycycle.ManualInvoker;
import io.github.dontwait.testkit.dutycycle.Turn;
import io.github.dontwait.testkit.message.Envelope;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.ResourceUse;
import io.github.dontwait.testkit.transcript.StopReport;
import io.github.dontwait.testkit.transcript.Transcript;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * The one static import: all assertions of AssertJ and those of the kit.
 *
 * <pre>{@code
 * import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;
 *
 * assertThat(alice.expectMessage()).hasDelimiter().hasBody("pong");
 * assertThat(transcript).nothingWasDropped();
 * }</pre>
 *
 * <p>A failure says what was expected, what there is instead, the first difference, and the transcript, in this order, below
 * the description that {@code as(…)} gave. {@link DontwaitSoftAssertions} collects failures.
 */
public class DontwaitAssertions extends Assertions {

    /** Nobody needs one; open for a class of assertions that extends this one. */
    protected DontwaitAssertions() {}

    /** Assertions on a message. */
    public static MessageAssert assertThat(Message message) {
        return new MessageAssert(message);
    }

    /** Assertions on a frame. */
    public static FrameAssert assertThat(Frame frame) {
        return new FrameAssert(frame);
    }

    /** Assertions on an envelope. */
    public static EnvelopeAssert assertThat(Envelope envelope) {
        return new EnvelopeAssert(envelope);
    }

    /** Assertions on what happened between the peers and the subject. */
    public static TranscriptAssert assertThat(Transcript transcript) {
        return new TranscriptAssert(transcript);
    }

    /** Assertions on how a subject stopped. */
    public static StopReportAssert assertThat(StopReport report) {
        return new StopReportAssert(report);
    }

    /** Assertions on what a subject has used. */
    public static ResourceUseAssert assertThat(ResourceUse use) {
        return new ResourceUseAssert(use);
    }

    /** Assertions on an actor that is turned by hand. */
    public static InvokerAssert assertThat(ManualInvoker invoker) {
        return new InvokerAssert(invoker);
    }

    /** Assertions on a turn. */
    public static TurnAssert assertThat(Turn turn) {
        return new TurnAssert(turn);
    }

    /** Assertions on all the turns that a detector has watched. */
    public static DetectorAssert assertThat(BlockingDetector detector) {
        return new DetectorAssert(detector);
    }

    /** Assertions on what one peer saw. */
    public static PeerTranscriptAssert assertThat(PeerTranscript view) {
        return new PeerTranscriptAssert(view);
    }

    /** Assertions on whom a message reached. */
    public static RouteAssert assertThat(Route route) {
        return new RouteAssert(route);
    }

    /** Assertions on how long a subject lets somebody wait. */
    public static RoundTripAssert assertThatRoundTrip(RoundTrip roundTrip) {
        return new RoundTripAssert(roundTrip);
    }

    /** Runs assertions that collect their failures, and tells all of them in one error at the end. */
    public static void assertSoftly(Consumer<DontwaitSoftAssertions> assertions) {
        SoftAssertionsProvider.assertSoftly(DontwaitSoftAssertions.class, assertions);
    }
}
