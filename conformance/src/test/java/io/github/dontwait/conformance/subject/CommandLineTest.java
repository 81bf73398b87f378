package io.github.dontwait.conformance.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void blanksPartWords() {
        assertThat(CommandLine.words("  python3\tworker.py \n {endpoint} "))
                .containsExactly("python3", "worker.py", "{endpoint}");
    }

    @Test
    void singleQuotesKeepEverything() {
        assertThat(CommandLine.words("a 'b  \\ \" c' d")).containsExactly("a", "b  \\ \" c", "d");
    }

    @Test
    void doubleQuotesKnowFourEscapes() {
        assertThat(CommandLine.words("a \"b \\\" \\\\ \\$ \\` \\n c\"")).containsExactly("a", "b \" \\ $ ` \\n c");
    }

    @Test
    void aBackslashKeepsTheNextCharacter() {
        assertThat(CommandLine.words("my\\ program \\'x\\\\")).containsExactly("my program", "'x\\");
    }

    @Test
    void partsWithoutBlanksBetweenAreOneWord() {
        assertThat(CommandLine.words("--name='a b'\"c\"d")).containsExactly("--name=a bcd");
    }

    @Test
    void anEmptyQuoteIsAWord() {
        assertThat(CommandLine.words("a '' \"\"")).containsExactly("a", "", "");
    }

    @Test
    void nothingIsExpanded() {
        assertThat(CommandLine.words("a $HOME * | b > c &"))
                .containsExactly("a", "$HOME", "*", "|", "b", ">", "c", "&");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "''", "'' a"})
    void withoutAProgramItIsAnError(String line) {
        assertThatThrownBy(() -> CommandLine.words(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[" + line + "]")
                .hasMessageContaining("names no program");
    }

    @Test
    void anOpenQuoteIsNamedWithItsPlace() {
        assertThatThrownBy(() -> CommandLine.words("python3 'worker.py"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[python3 'worker.py]")
                .hasMessageContaining("the quote ' at character 9 is not closed");
        assertThatThrownBy(() -> CommandLine.words("a \"b\\\""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the quote \" at character 3 is not closed");
    }

    @Test
    void aLastBackslashIsAnError() {
        assertThatThrownBy(() -> CommandLine.words("a b\\")).hasMessageContaining("escapes nothing");
    }

    @Test
    void aLineReadsBackAsTheSameWords() {
        List<String> words = List.of("a", "b c", "it's", "", "\\", "\"", "{endpoint}", "x=$y", "tcp://127.0.0.1:5555");
        assertThat(CommandLine.words(CommandLine.line(words))).isEqualTo(words);
        assertThat(CommandLine.line(List.of("python3", "worker.py", "{endpoint}")))
                .isEqualTo("python3 worker.py {endpoint}");
    }
}
