package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of known deviations that follows a run. */
class KnownUpdateTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    private static final String FILE = """
            # A library, version 1

            # about sizes
            - rule: WIRE-22
              reason: 'closed|reset'
              because: >-
                a size is trusted,
                and so on
              link: https://example.org/issues/1
              date: 2026-11-01

            # about addresses
            - rule: IDN-01 # the worst
              reason: never seen
              # it is hard to say why
              because: a field
              link: https://example.org/issues/2
              date: 2026-11-02
            # the end
            """;

    @TempDir
    private Path folder = Path.of("");

    private String after(String text, RuleResult... results) throws IOException {
        FakeSuite suite = FakeSuite.of(Samples.report(List.of()));
        KnownDeviations known = text.isEmpty()
                ? KnownDeviations.none()
                : KnownDeviationsFile.read(Files.writeString(folder.resolve("known.yaml"), text), suite);
        Report report =
                Samples.report(List.of(results).stream().map(known::judge).toList());
        String updated = KnownUpdate.of(text, report, TODAY);
        // What comes out can be read again, and is then what was seen.
        if (!updated.isBlank()) {
            KnownDeviations again =
                    KnownDeviationsFile.read(Files.writeString(folder.resolve("known.yaml"), updated), suite);
            assertThat(results)
                    .filteredOn(RuleResult::executed)
                    .extracting(result -> again.judge(result).status())
                    .doesNotContain(Status.FAILED);
        }
        return updated;
    }

    @Test
    void whatStillFailsAsItDidStays() throws IOException {
        RuleResult failed = Samples.failed("IDN-01");
        String text = FILE.replace("never seen", KnownUpdateTest.wordOf(failed));
        assertThat(after(text, failed)).isEqualTo(text);
    }

    @Test
    void whatWasNotRunStays() throws IOException {
        assertThat(after(FILE, Samples.notRun("IDN-01", "no first reply"))).isEqualTo(FILE);
    }

    @Test
    void whatPassesGoesAndTheCommentsStay() throws IOException {
        assertThat(after(FILE, Samples.passed("WIRE-22")))
                .startsWith("# A library, version 1\n\n# about sizes\n# about addresses\n- rule: IDN-01 # the worst\n")
                .doesNotContain("WIRE-22", "a size is trusted");
    }

    @Test
    void whatFailsInAnotherWayGetsTheNewReasonAndDate() throws IOException {
        assertThat(after(FILE, Samples.failed("IDN-01")))
                .contains("- rule: IDN-01 # the worst\n  reason: 'received:.*\\[ \"ping-b\" \\]'\n")
                .doesNotContain("never seen", "2026-11-02")
                .contains("  # it is hard to say why\n  because: a field\n")
                .contains("  date: 2026-11-30\n# the end\n")
                .contains("date: 2026-11-01");
    }

    @Test
    void whatIsNewIsAddedForSomebodyToLookInto() throws IOException {
        assertThat(after(FILE, Samples.failed("NBL-01")))
                .startsWith(FILE)
                .contains(
                        "\n- rule: NBL-01\n  reason: '",
                        "\n  because: not looked into yet\n  link: https://example.org/where-it-was-reported\n"
                                + "  date: 2026-11-30\n");
        assertThat(after("", Samples.failed("NBL-01"), Samples.failed("IDN-01")))
                .startsWith("- rule: NBL-01\n")
                .contains("\n\n- rule: IDN-01\n");
    }

    @Test
    void aCommentBesideWhatIsReplacedStays() throws IOException {
        String text = FILE.replace("reason: never seen", "reason: 'never seen' # a regular expression")
                .replace("date: 2026-11-02", "date: 2026-11-02 # or later");
        assertThat(after(text, Samples.failed("IDN-01")))
                .contains("\\]' # a regular expression\n", "date: 2026-11-30 # or later\n");
    }

    @Test
    void aValueOfSeveralLinesIsReplacedInWhole() throws IOException {
        String text = FILE.replace("reason: never seen", "reason: >-\n    never\n    seen");
        assertThat(after(text, Samples.failed("IDN-01")))
                .contains("- rule: IDN-01 # the worst\n  reason: 'received")
                .doesNotContain("never", "seen");
    }

    @Test
    void aListWithAMarginKeepsIt() throws IOException {
        String text = FILE.indent(2);
        assertThat(after(text, Samples.passed("WIRE-22"), Samples.failed("NBL-01")))
                .contains("\n  - rule: IDN-01 # the worst\n", "\n  - rule: NBL-01\n    reason: '")
                .doesNotContain("WIRE-22");
        assertThat(after(text, Samples.failed("WIRE-22"), Samples.passed("IDN-01")))
                .contains("\n  - rule: WIRE-22\n    reason: 'received", "    date: 2026-11-30\n")
                .doesNotContain("IDN-01");
    }

    @Test
    void entriesWithoutAnythingBetweenThemAreToldApart() throws IOException {
        String text = FILE.lines()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(after(text, Samples.passed("WIRE-22")))
                .startsWith("- rule: IDN-01")
                .endsWith("2026-11-02\n");
        assertThat(after(text, Samples.passed("IDN-01")))
                .startsWith("- rule: WIRE-22")
                .endsWith("2026-11-01\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- {rule: IDN-01, reason: x, because: y, link: https://example.org, date: 2026-11-01}",
                "[{rule: IDN-01, reason: x, because: y, link: https://example.org, date: 2026-11-01}]",
                "- \"rule\": IDN-01\n  reason: x\n  because: y\n  link: https://example.org\n  date: 2026-11-01"
            })
    void aFileInAnotherFormIsRefusedBeforeAnythingRuns(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("known.yaml"), text);
        Output output = Output.pipe();
        FakeSuite suite = FakeSuite.of(Samples.report(List.of(Samples.failed("IDN-01"))));
        assertThat(Dontwait.run(suite, output.console(), "verify", "--exec", "x", "--update-known", file.toString()))
                .isEqualTo(2);
        assertThat(output.err())
                .contains("line 1: the entry of IDN-01 cannot be brought up to date", "in a line of its own");
        assertThat(suite.runs).isEmpty();
        assertThat(file).content().isEqualTo(text);
    }

    @Test
    void numbersAndDeathsAreToldInGeneral() throws IOException {
        String text = after(
                "",
                Samples.failed("NBL-01", "4 turns", "it's been 12.5 ms (0x1f)"),
                Samples.died(
                        "IDN-01",
                        "exit code 1. It said:\n  Traceback\n    raise ValueError(\"too\")\n  ValueError: too many values (3)"));
        assertThat(text)
                .contains("reason: 'it''s been [0-9.]+ ms \\(0x[0-9a-f]+\\)'\n")
                .contains("reason: 'ValueError: too many values \\([0-9.]+\\)'\n");
    }

    @Test
    void theCommandWritesTheFileAndReadsItTheNextTime() throws IOException {
        Path file = folder.resolve("known.yaml");
        Output output = Output.pipe();
        FakeSuite suite = FakeSuite.of(Samples.report(List.of(Samples.failed("IDN-01"))));
        assertThat(Dontwait.run(suite, output.console(), "verify", "--exec", "x", "--update-known", file.toString()))
                .isEqualTo(1);
        assertThat(file).content().contains("- rule: IDN-01\n");
        Dontwait.run(suite, output.console(), "verify", "--exec", "x", "--update-known", file.toString());
        assertThat(suite.runs.get(1).known().find("IDN-01")).isPresent();
    }

    @Test
    void aRunThatBrokeOffChangesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("known.yaml"), FILE);
        Dontwait.run(
                FakeSuite.of(Samples.notStarted()),
                Output.pipe().console(),
                "verify",
                "--exec",
                "x",
                "--update-known",
                file.toString());
        assertThat(file).content().isEqualTo(FILE);
    }

    @Test
    void twoFilesAreBadUse() {
        Output output = Output.pipe();
        FakeSuite suite = FakeSuite.of(Samples.report(List.of()));
        assertThat(Dontwait.run(suite, output.console(), "verify", "--known", "a", "--update-known", "b"))
                .isEqualTo(2);
        assertThat(output.err()).contains("--known and --update-known name two files");
    }

    private static String wordOf(RuleResult failed) {
        RuleResult.Violation violation = failed.violation();
        return violation == null ? failed.reason() : violation.observed().split("[^a-z]+")[0];
    }
}
