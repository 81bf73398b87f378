package io.github.dontwait.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What failures say, without what differs from run to run. */
final class Failures {

    private Failures() {}

    /** Its text, the times in the transcript replaced. */
    static String of(ThrowingCallable action) {
        return text(error(action));
    }

    /** Its text before the transcript. */
    static String head(ThrowingCallable action) {
        String text = of(action);
        assertThat(text).contains("\n\nTranscript:\n");
        return text.substring(0, text.indexOf("\n\nTranscript:\n"));
    }

    static ExpectationFailedError error(ThrowingCallable action) {
        ExpectationFailedError error = catchThrowableOfType(ExpectationFailedError.class, action);
        assertThat(error).as("a failure").isNotNull();
        return error;
    }

    static String text(Throwable error) {
        return String.valueOf(error.getMessage()).replaceAll(" *\\+\\d+\\.\\d ms", "  +T ms");
    }
}
