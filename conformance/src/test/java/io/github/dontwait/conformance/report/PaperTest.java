package io.github.dontwait.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PaperTest {

    @Test
    void wrapsProseUnderItsBeginning() {
        Paper paper = new Paper(StandardCharsets.UTF_8, false, 40);
        paper.print("  ok  ")
                .labelled(Ink.PLAIN, "check  ", Ink.PLAIN, "one two three four five six seven eight\nnine");
        assertThat(paper.lines())
                .containsExactly(
                        "  ok  check  one two three four five six", "             seven eight", "             nine");
    }

    @Test
    void aWordLongerThanTheLineStaysWhole() {
        Paper paper = new Paper(StandardCharsets.UTF_8, false, 40);
        paper.prose(2, "see https://example.org/" + "x".repeat(50) + " there");
        assertThat(paper.lines()).containsExactly("  see", "  https://example.org/" + "x".repeat(50), "  there");
    }

    @Test
    void leavesNoTrailingBlanksAlsoBetweenColours() {
        Paper paper = new Paper(StandardCharsets.UTF_8, true, 80);
        paper.print(Ink.GOOD, "good  ").print("   ").end().line("").gap().line("end");
        assertThat(paper.lines()).containsExactly("\u001b[32mgood\u001b[0m", "", "end");
    }

    @Test
    void plainCharactersStandInWhereTheCharsetLacksOthers() {
        Paper paper = new Paper(StandardCharsets.ISO_8859_1, false, 80);
        paper.line("é … → ✓ \ud83d\ude00\ttab");
        assertThat(paper.text()).isEqualTo("é ... -> \\u{2713} \\u{1f600}    tab\n");
    }
}
