package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.transcript.ExpectationFailedError.expecting;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Difference;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;

/**
 * Assertions on one frame.
 *
 * <pre>{@code
 * assertThat(reply).lastFrame().hasText("done");
 * assertThat(frame).hasHex("00 ff");
 * }</pre>
 */
public class FrameAssert extends KitAssert<FrameAssert, Frame> {

    private String name = "the frame";
    private boolean isVacuous;

    /** Made by {@link DontwaitAssertions#assertThat(Frame)}. */
    public FrameAssert(Frame actual) {
        super(actual, FrameAssert.class);
    }

    static FrameAssert vacuous() {
        FrameAssert none = new FrameAssert(Frame.empty());
        none.isVacuous = true;
        return none;
    }

    final FrameAssert called(String where) {
        name = where;
        return this;
    }

    /** Its octets are this text in UTF-8. */
    public FrameAssert hasText(String text) {
        return requireEqual("the text ", Frame.text(text));
    }

    /** Its octets are those that the hexadecimal digits stand for; white space between them is ignored. */
    public FrameAssert hasHex(String digits) {
        return requireEqual("the octets ", Frame.hex(digits));
    }

    private FrameAssert requireEqual(String what, Frame expected) {
        isNotNull();
        if (!isVacuous && !actual.equals(expected)) {
            ExpectationFailedError.Builder told = expecting(name + " to have " + what + expected)
                    .but("it is " + actual)
                    .values(expected, actual);
            Difference.between(Message.of(expected), Message.of(actual))
                    .map(difference -> difference.text().substring("frame 1 of 1, ".length()))
                    .ifPresent(told::difference);
            throw failing(told);
        }
        return this;
    }

    /** It has no octets. */
    public FrameAssert isEmpty() {
        isNotNull();
        if (!isVacuous && !actual.isEmpty()) {
            throw failing(expecting(name + " to be empty").but("it is " + actual));
        }
        return this;
    }

    /** It has octets. */
    public FrameAssert isNotEmpty() {
        isNotNull();
        if (!isVacuous && actual.isEmpty()) {
            throw failing(expecting(name + " to have octets").but("it is empty"));
        }
        return this;
    }

    /** It has so many octets. */
    public FrameAssert hasOctetCount(int octets) {
        isNotNull();
        if (!isVacuous && actual.size() != octets) {
            throw failing(expecting(name + " to have " + Words.octets(octets))
                    .but("it has " + Words.octets(actual.size()) + ": " + actual)
                    .values(octets, actual.size()));
        }
        return this;
    }

    /** Its text begins with this one. */
    public FrameAssert startsWithText(String text) {
        isNotNull();
        Frame beginning = Frame.text(text);
        boolean starts = actual.size() >= beginning.size()
                && actual.slice(0, beginning.size()).equals(beginning);
        if (!isVacuous && !starts) {
            throw failing(expecting(name + " to start with " + beginning).but("it is " + actual));
        }
        return this;
    }
}
