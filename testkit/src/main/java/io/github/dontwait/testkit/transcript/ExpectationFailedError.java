package io.github.dontwait.testkit.transcript;

import io.github.dontwait.testkit.message.Message;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * The subject did not do what was expected of it.
 *
 * <p>Its message is always in this order: heading if there is one, expectation, observation, first difference, transcript. Whoever reports it may
 * put a verdict before and a source behind.
 */
public final class ExpectationFailedError extends AssertionFailedError {

    private static final long serialVersionUID = 1L;

    private final String expectation;
    private final String observation;
    private final @Nullable String difference;
    private final @Nullable String transcript;
    private final boolean isInVain;
    /** The event that the transcript points at. */
    private final transient @Nullable Event here;

    private ExpectationFailedError(Builder told) {
        super(layout(told), told.cause);
        this.expectation = told.expectation;
        this.observation = told.observation;
        this.difference = told.difference;
        this.transcript = told.transcript;
        this.isInVain = told.isInVain;
        this.here = told.here;
    }

    private ExpectationFailedError(Builder told, Object expected, Object actual) {
        super(layout(told), expected, actual, told.cause);
        this.expectation = told.expectation;
        this.observation = told.observation;
        this.difference = told.difference;
        this.transcript = told.transcript;
        this.isInVain = told.isInVain;
        this.here = told.here;
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

    /** Whether somebody waited for what never came: then it matters where the threads of the subject are. */
    public boolean awaitedInVain() {
        return isInVain;
    }

    /** The same failure, with the transcript as it is now; this one is its cause. */
    public ExpectationFailedError withTranscript(Transcript kept) {
        Builder again =
                expecting(expectation).but(observation).transcript(kept, here).cause(this);
        again.isInVain = isInVain;
        return (difference == null ? again : again.difference(difference)).error();
    }

    private static String layout(Builder told) {
        StringBuilder text = new StringBuilder();
        if (told.heading != null) {
            text.append('[').append(told.heading).append("]\n");
        }
        text.append("Expecting ").append(told.expectation).append("\nbut ").append(told.observation);
        if (told.difference != null) {
            text.append('\n').append(told.difference);
        }
        if (told.transcript != null) {
            text.append("\n\nTranscript:\n").append(told.transcript);
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
            return butIs("received", expected, actual);
        }

        /**
         * Says which message there is instead, and in what it differs.
         *
         * @param verb what the message does, as it reads after the word <i>but</i>: {@code received}, {@code it has}
         */
        public Builder butIs(String verb, Message expected, Message actual) {
            Builder builder = but(verb + ":\n  " + actual).values(expected, actual);
            Difference.between(expected, actual).ifPresent(difference -> builder.difference(difference.text()));
            return builder;
        }
    }

    /** An error to which a heading, a difference, a transcript, the values and a cause may still be added. */
    public static final class Builder {

        private final String expectation;
        private final String observation;
        private @Nullable String difference;
        private @Nullable String transcript;
        private @Nullable Event here;
        private @Nullable Transcript source;
        private boolean isInVain;
        private @Nullable Throwable cause;
        private @Nullable String heading;
        private @Nullable Object expected;
        private @Nullable Object actual;

        private Builder(String expectation, String observation) {
            this.expectation = expectation;
            this.observation = observation;
        }

        /** Puts a description before all else, in brackets. */
        public Builder heading(@Nullable String description) {
            this.heading = description;
            return this;
        }

        /** Keeps both values, so that an IDE can show how they differ. */
        public Builder values(Object expectedValue, Object actualValue) {
            this.expected = expectedValue;
            this.actual = actualValue;
            return this;
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
            this.source = kept;
            return this;
        }

        /** Says that somebody waited for what never came. */
        public Builder inVain() {
            this.isInVain = true;
            return this;
        }

        /** Adds what lies behind it. */
        public Builder cause(Throwable reason) {
            this.cause = reason;
            return this;
        }

        /** The error, to be thrown. */
        public ExpectationFailedError error() {
            ExpectationFailedError error = expected == null || actual == null
                    ? new ExpectationFailedError(this)
                    : new ExpectationFailedError(this, expected, actual);
            if (source != null) {
                source.tellOfFailure(error);
            }
            return error;
        }
    }
}
