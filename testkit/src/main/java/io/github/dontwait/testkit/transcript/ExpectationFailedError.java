package io.github.dontwait.testkit.transcript;

import io.github.dontwait.testkit.message.Message;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * The subject did not do what was expected of it.
 *
 * <p>Its message is always in this order: expectation, observation, first difference, transcript. Whoever reports it may
 * put a verdict before and a source behind.
 */
public final class ExpectationFailedError extends AssertionFailedError {

    private static final long serialVersionUID = 1L;

    private final String expectation;
    private final String observation;
    private final @Nullable String difference;
    private final @Nullable String transcript;
    /** The event that the transcript points at. */
    private final transient @Nullable Event here;

    private ExpectationFailedError(
            String expectation,
            String observation,
            @Nullable String difference,
            @Nullable String transcript,
            @Nullable Event here,
            @Nullable Throwable cause) {
        super(layout(expectation, observation, difference, transcript), cause);
        this.expectation = expectation;
        this.observation = observation;
        this.difference = difference;
        this.transcript = transcript;
        this.here = here;
    }

    /**
     * Begins an error.
     *
     * @param expectation what was expected, as it reads after the word <i>Expecting</i>: {@code alice to be
     *     disconnected within 5 s}
     */
    public static Expecting expecting(String expectation) {
        return new Expecting(expectation);
    }

    /** What was expected, without the leading <i>Expecting</i>. */
    public String expectation() {
        return expectation;
    }

    /** What was seen instead, without the leading <i>but</i>. */
    public String observation() {
        return observation;
    }

    /** The first difference between the message expected and the one that came; null if there is none to show. */
    public @Nullable String difference() {
        return difference;
    }

    /** The transcript, one event a line; null if none was kept. */
    public @Nullable String transcript() {
        return transcript;
    }

    /** The same failure, with the transcript as it is now; this one is its cause. */
    public ExpectationFailedError withTranscript(Transcript kept) {
        Builder again =
                expecting(expectation).but(observation).transcript(kept, here).cause(this);
        return (difference == null ? again : again.difference(difference)).error();
    }

    private static String layout(
            String expectation, String observation, @Nullable String difference, @Nullable String transcript) {
        StringBuilder text = new StringBuilder("Expecting ")
                .append(expectation)
                .append("\nbut ")
                .append(observation);
        if (difference != null) {
            text.append('\n').append(difference);
        }
        if (transcript != null) {
            text.append("\n\nTranscript:\n").append(transcript);
        }
        return text.toString();
    }

    /** An error of which only the expectation is known. */
    public static final class Expecting {

        private final String expectation;

        private Expecting(String expectation) {
            this.expectation = expectation;
        }

        /**
         * Says what was seen instead.
         *
         * @param observation as it reads after the word <i>but</i>: {@code the connection is still open}
         */
        public Builder but(String observation) {
            return new Builder(expectation, observation);
        }

        /** Says that another message came, and in what it differs. */
        public Builder butReceived(Message expected, Message actual) {
            Builder builder = but("received:\n  " + actual);
            Difference.between(expected, actual).ifPresent(difference -> builder.difference(difference.text()));
            return builder;
        }
    }

    /** An error to which a difference, a transcript and a cause may still be added. */
    public static final class Builder {

        private final String expectation;
        private final String observation;
        private @Nullable String difference;
        private @Nullable String transcript;
        private @Nullable Event here;
        private @Nullable Throwable cause;

        private Builder(String expectation, String observation) {
            this.expectation = expectation;
            this.observation = observation;
        }

        /** Adds the first difference, in words. */
        public Builder difference(String text) {
            this.difference = text;
            return this;
        }

        /** Adds the transcript as it is now. */
        public Builder transcript(Transcript kept) {
            return transcript(kept, null);
        }

        /** Adds the transcript as it is now, with a mark behind one of its events. */
        public Builder transcript(Transcript kept, @Nullable Event here) {
            String text = kept.render(here);
            this.here = here;
            this.transcript = text.isEmpty() ? null : text;
            return this;
        }

        /** Adds what lies behind it. */
        public Builder cause(Throwable reason) {
            this.cause = reason;
            return this;
        }

        /** The error, to be thrown. */
        public ExpectationFailedError error() {
            return new ExpectationFailedError(expectation, observation, difference, transcript, here, cause);
        }
    }
}
