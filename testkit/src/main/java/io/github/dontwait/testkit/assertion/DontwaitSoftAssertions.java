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
import org.assertj.core.api.SoftAssertions;

/**
 * The assertions of AssertJ and those of the kit, collected: all failures are told at the end, together, by
 * {@link DontwaitAssertions#assertSoftly} or {@link #assertAll()}. May be injected by AssertJ's
 * {@code SoftAssertionsExtension}.
 *
 * <pre>{@code
 * assertSoftly(softly -> {
 *     softly.assertThat(reply).hasDelimiter().hasBody("pong");
 *     softly.assertThat(transcript).nothingWasDropped();
 * });
 * }</pre>
 */
public class DontwaitSoftAssertions extends SoftAssertions {

    private <S extends KitAssert<S, A>, A> S collecting(Class<S> assertion, Class<A> type, A actual) {
        S made = proxy(assertion, type, actual);
        made.collectInto(this);
        return made;
    }

    /** Assertions on a message. */
    public MessageAssert assertThat(Message message) {
        return collecting(MessageAssert.class, Message.class, message);
    }

    /** Assertions on a frame. */
    public FrameAssert assertThat(Frame frame) {
        return collecting(FrameAssert.class, Frame.class, frame);
    }

    /** Assertions on an envelope. */
    public EnvelopeAssert assertThat(Envelope envelope) {
        return collecting(EnvelopeAssert.class, Envelope.class, envelope);
    }

    /** Assertions on what happened between the peers and the subject. */
    public TranscriptAssert assertThat(Transcript transcript) {
        return collecting(TranscriptAssert.class, Transcript.class, transcript);
    }

    /** Assertions on how a subject stopped. */
    public StopReportAssert assertThat(StopReport report) {
        return collecting(StopReportAssert.class, StopReport.class, report);
    }

    /** Assertions on what a subject has used. */
    public ResourceUseAssert assertThat(ResourceUse use) {
        return collecting(ResourceUseAssert.class, ResourceUse.class, use);
    }

    /** Assertions on an actor that is turned by hand. */
    public InvokerAssert assertThat(ManualInvoker invoker) {
        return collecting(InvokerAssert.class, ManualInvoker.class, invoker);
    }

    /** Assertions on a turn. */
    public TurnAssert assertThat(Turn turn) {
        return collecting(TurnAssert.class, Turn.class, turn);
    }

    /** Assertions on all the turns that a detector has watched. */
    public DetectorAssert assertThat(BlockingDetector detector) {
        return collecting(DetectorAssert.class, BlockingDetector.class, detector);
    }

    /** Assertions on what one peer saw. */
    public PeerTranscriptAssert assertThat(PeerTranscript view) {
        return collecting(PeerTranscriptAssert.class, PeerTranscript.class, view);
    }

    /** Assertions on whom a message reached. */
    public RouteAssert assertThat(Route route) {
        return collecting(RouteAssert.class, Route.class, route);
    }

    /** Assertions on how long a subject lets somebody wait. */
    public RoundTripAssert assertThatRoundTrip(RoundTrip roundTrip) {
        return collecting(RoundTripAssert.class, RoundTrip.class, roundTrip);
    }
}
