package io.github.dontwait.testkit.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The exact text of a failure, with the times of a transcript taken out. */
final class Failing {

    private Failing() {}

    static AssertionError fails(ThrowingCallable assertion, String text) {
        AssertionError error = catchThrowableOfType(AssertionError.class, assertion);
        assertThat(error).as("a failure").isNotNull();
        assertThat(withoutTimes(String.valueOf(error.getMessage()))).isEqualTo(text.stripTrailing());
        return error;
    }

    static String withoutTimes(String text) {
        return text.replaceAll(" *\\+\\d+\\.\\d ms", "  +T ms")
                .replaceAll("for \\d+ ms at least", "for T ms at least")
                .replaceAll("seen \\d+ times", "seen N times")
                .replaceAll("(?m)^    at .*\\R?", "")
                .stripTrailing();
    }
}
