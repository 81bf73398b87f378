package io.github.dontwait.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines of a dying program a reader gets to see. */
class LastWordsTest {

    private static List<String> of(List<String> lines) {
        return LastWords.of(lines, line -> line, "…");
    }

    private static List<String> numbered(String begin, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> begin + n).toList();
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    @Test
    void withoutATraceTheLastTwelve() {
        assertThat(of(numbered("line ", 30))).isEqualTo(numbered("line ", 30).subList(18, 30));
        assertThat(of(numbered("line ", 3))).hasSize(3);
        assertThat(of(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "panic: runtime error: makeslice: len out of range",
                "fatal error: all goroutines are asleep - deadlock!",
                "thread 'main' panicked at src/command.rs:61:31:",
                "thread 'main' (1234) panicked at src/command.rs:61:31:",
                "Traceback (most recent call last):",
                "Exception in thread \"main\" java.lang.IllegalStateException: closed",
                "memory allocation of 4611686018427387904 bytes failed",
                "terminate called after throwing an instance of 'std::bad_alloc'"
            })
    void ofALongTraceItsMessageAndItsEnd(String message) {
        List<String> trace = joined(List.of(message), numbered("frame ", 40));

        assertThat(of(joined(numbered("log ", 20), trace)))
                .containsExactly(
                        message,
                        "frame 1",
                        "frame 2",
                        "frame 3",
                        "…",
                        "frame 34",
                        "frame 35",
                        "frame 36",
                        "frame 37",
                        "frame 38",
                        "frame 39",
                        "frame 40");
    }

    @Test
    void aTraceThatIsLittleTooLongLosesNoMoreThanItMust() {
        List<String> trace = joined(List.of("panic: x"), numbered("frame ", 12));

        assertThat(of(trace)).hasSize(12).startsWith("panic: x", "frame 1").endsWith("frame 12");
    }

    @Test
    void aShortTraceIsShownWithWhatCameBefore() {
        List<String> lines = joined(numbered("log ", 20), List.of("panic: x", "frame 1"));

        assertThat(of(lines)).hasSize(12).endsWith("log 20", "panic: x", "frame 1");
    }
}
