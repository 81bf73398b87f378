package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.report.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownDeviationsFileTest {

    private static final String GOOD = """
            # JeroMQ 0.6.0
            - rule: WIRE-22
              reason: 'closed|reset'
              because: a size is trusted
              link: https://example.org/issues/1
              date: 2026-11-01
            - rule: idn-01
              reason: ping-b
              because: |
                two
                lines
              link: https://example.org/issues/2
              date: 2026-11-02
              sometimes: true
            """;

    @TempDir
    private Path folder = Path.of("");

    private KnownDeviations read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("known.yaml"), text);
        return KnownDeviationsFile.read(file, FakeSuite.of(Samples.report(List.of())));
    }

    @Test
    void readsEntries() throws IOException {
        KnownDeviations known = read(GOOD);
        assertThat(known.entries()).extracting(KnownDeviations.Entry::rule).containsExactly("WIRE-22", "IDN-01");
        assertThat(known.entries().get(0).reason().matcher("was reset").find()).isTrue();
        assertThat(known.entries().get(1).because()).isEqualTo("two\nlines");
        assertThat(known.entries().get(1).date()).isEqualTo(LocalDate.of(2026, 11, 2));
        assertThat(known.entries()).extracting(KnownDeviations.Entry::sometimes).containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "[]\n", "---\n"})
    void anEmptyListIsAList(String text) throws IOException {
        assertThat(read(text).entries()).isEmpty();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(
                        "rule: WIRE-22",
                        "rule: WIRE-23",
                        "line 2: field 'rule': there is no rule 'WIRE-23'",
                        "'WIRE-22'"),
                arguments(
                        "rule: idn-01", "rule: wire-22", "line 7: rule WIRE-22 stands in line 2 already", "remove one"),
                arguments("reason: ping-b", "raeson: ping-b", "line 8: there is no field 'raeson'", "'reason'"),
                arguments(
                        "reason: ping-b",
                        "reason: '['",
                        "line 8: field 'reason' is no regular expression",
                        "backslash"),
                arguments("reason: ping-b", "reason: '.*'", "line 8: field 'reason' fits every failure", "some words"),
                arguments("reason: ping-b", "reason:", "line 8: field 'reason' has no text", "write 'reason:"),
                arguments("reason: ping-b", "reason: [a]", "line 8: field 'reason' has no text", "write 'reason:"),
                arguments(
                        "  date: 2026-11-02\n", "", "line 7: the entry has no field 'date'", "add 'date: 2026-11-30'"),
                arguments("2026-11-02", "02.11.2026", "line 13: field 'date': '02.11.2026' is no date", "2026-11-30"),
                arguments(
                        "sometimes: true",
                        "sometimes: often",
                        "line 14: field 'sometimes': 'often' is neither true nor false",
                        "leave it out"),
                arguments("issues/2", "issues/2\n  link: a", "line 13: field 'link' stands twice", "remove one"),
                arguments("https://example.org/issues/2", "#2", "line 12: field 'link' has no text", "write 'link:"),
                arguments(
                        "https://example.org/issues/2", "gh-2", "line 12: field 'link': 'gh-2' is no link", "https://"),
                arguments("'closed|reset'", "'closed|reset", "this is not YAML", "single quotes"),
                arguments("# JeroMQ 0.6.0", "- hello", "line 1: an entry with the fields rule, reason", "- {rule: "));
    }

    @Test
    void theEntryThatIsShownInTheErrorCanBeRead() throws IOException {
        assertThatThrownBy(() -> read("- hello\n")).isInstanceOfSatisfying(UsageException.class, e -> {
            String entry = e.hint().substring(e.hint().indexOf("- {"));
            try {
                assertThat(read(entry).entries()).hasSize(1);
            } catch (IOException f) {
                throw new UncheckedIOException(f);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhereWhatAndWhatToDo(String right, String wrong, String sentence, String hint) {
        assertThat(GOOD).contains(right);
        assertThatThrownBy(() -> read(GOOD.replace(right, wrong))).isInstanceOfSatisfying(UsageException.class, e -> {
            assertThat(e).hasMessageStartingWith("--known " + folder.resolve("known.yaml"));
            assertThat(e).hasMessageContaining(sentence);
            assertThat(e.hint()).contains(hint);
        });
    }

    @Test
    void aListIsAskedForWhereThereIsAnotherThing() {
        assertThatThrownBy(() -> read("rule: IDN-01\n"))
                .hasMessageEndingWith("line 1: a list was expected")
                .isInstanceOf(UsageException.class);
    }
}
