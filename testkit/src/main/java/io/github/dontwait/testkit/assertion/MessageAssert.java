package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.transcript.ExpectationFailedError.expecting;

import io.github.dontwait.testkit.message.Envelope;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;

/**
 * Assertions on a message.
 *
 * <pre>{@code
 * assertThat(reply).hasDelimiter().hasBody("pong");
 * assertThat(reply).frame(1).hasText("pong");
 * }</pre>
 */
public class MessageAssert extends KitAssert<MessageAssert, Message> {

    /** Made by {@link DontwaitAssertions#assertThat(Message)}. */
    public MessageAssert(Message actual) {
        super(actual, MessageAssert.class);
    }

    /** It is this message: all frames, octet for octet. */
    @Override
    public MessageAssert isEqualTo(Object expected) {
        isNotNull();
        if (!(expected instanceof Message message)) {
            return super.isEqualTo(expected);
        }
        return hasFrames(message.frames().toArray(Frame[]::new));
    }

    /** Its frames are these texts, the delimiter included if it has one. */
    public MessageAssert hasFrames(String... texts) {
        return hasFrames(Message.of(texts).frames().toArray(Frame[]::new));
    }

    /** Its frames are these. */
    public MessageAssert hasFrames(Frame... frames) {
        isNotNull();
        return requireEqual("to have the frames", "it has", Message.of(frames), actual);
    }

    /** What remains after its envelope are frames of these texts. */
    public MessageAssert hasBody(String... texts) {
        return hasBody(Message.of(texts));
    }

    /** What remains after its envelope is this. */
    public MessageAssert hasBody(Message body) {
        isNotNull();
        return requireEqual("to have the body", "its body is", body, actual.body());
    }

    private MessageAssert requireEqual(String claim, String observed, Message expected, Message found) {
        if (!found.equals(expected)) {
            throw failing(expecting("the message " + claim + ":\n  " + expected).butIs(observed, expected, found));
        }
        return this;
    }

    /** Its envelope is this. */
    public MessageAssert hasEnvelope(Envelope envelope) {
        isNotNull();
        if (!actual.envelope().equals(envelope)) {
            throw failing(expecting("the message to have the envelope " + envelope)
                    .but("its envelope is " + actual.envelope() + ":\n  " + actual)
                    .values(envelope, actual.envelope()));
        }
        return this;
    }

    /** It begins with the empty frame that a REQ puts before the body. */
    public MessageAssert hasDelimiter() {
        isNotNull();
        if (!actual.hasDelimiter()) {
            throw failing(expecting("the message to begin with a delimiter, an empty frame that others follow")
                    .but("it does not:\n  " + actual));
        }
        return this;
    }

    /** It does not begin with an empty frame that others follow. */
    public MessageAssert hasNoDelimiter() {
        isNotNull();
        if (actual.hasDelimiter()) {
            throw failing(expecting("the message to begin with its body").but("it has a delimiter:\n  " + actual));
        }
        return this;
    }

    /** It has so many frames. */
    public MessageAssert hasFrameCount(int frames) {
        isNotNull();
        if (actual.size() != frames) {
            throw failing(expecting("the message to have " + Words.frames(frames))
                    .but("it has " + Words.frames(actual.size()) + ":\n  " + actual)
                    .values(frames, actual.size()));
        }
        return this;
    }

    /** Goes on with one frame, counted from 0, the delimiter included if it has one. */
    public FrameAssert frame(int index) {
        isNotNull();
        if (index < 0 || index >= actual.size()) {
            ExpectationFailedError.Builder told = expecting("the message to have a frame " + (index + 1))
                    .but("it has " + Words.frames(actual.size()) + ":\n  " + actual);
            return missing(told, FrameAssert::vacuous);
        }
        Frame frame = actual.frame(index);
        return next(() -> new FrameAssert(frame), softly -> softly.assertThat(frame))
                .called("frame " + (index + 1) + " of " + actual);
    }

    /** Goes on with the first frame. */
    public FrameAssert firstFrame() {
        return frame(0);
    }

    /** Goes on with the last frame. */
    public FrameAssert lastFrame() {
        isNotNull();
        return frame(actual.size() - 1);
    }

    /** Goes on with what remains after the envelope. */
    public MessageAssert body() {
        isNotNull();
        Message body = actual.body();
        return next(() -> new MessageAssert(body), softly -> softly.assertThat(body));
    }
}
