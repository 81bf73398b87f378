package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.transcript.ExpectationFailedError.expecting;

import io.github.dontwait.testkit.message.Envelope;

/**
 * Assertions on an envelope.
 *
 * <pre>{@code
 * assertThat(request.envelope()).isDelimiter();
 * }</pre>
 */
public class EnvelopeAssert extends KitAssert<EnvelopeAssert, Envelope> {

    /** Made by {@link DontwaitAssertions#assertThat(Envelope)}. */
    public EnvelopeAssert(Envelope actual) {
        super(actual, EnvelopeAssert.class);
    }

    /** It is the one empty frame of a REQ. */
    public EnvelopeAssert isDelimiter() {
        isNotNull();
        if (!actual.equals(Envelope.delimiter())) {
            throw failing(expecting("the envelope to be a delimiter, one empty frame")
                    .but("it is " + (actual.isEmpty() ? "empty" : actual.toString()))
                    .values(Envelope.delimiter(), actual));
        }
        return this;
    }

    /** It has no frames. */
    public EnvelopeAssert isEmpty() {
        isNotNull();
        if (!actual.isEmpty()) {
            throw failing(expecting("the envelope to be empty").but("it is " + actual));
        }
        return this;
    }
}
