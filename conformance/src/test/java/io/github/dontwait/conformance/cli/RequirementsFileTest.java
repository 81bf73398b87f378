package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RequirementSet;
import io.github.dontwait.conformance.Verdict;
import io.github.dontwait.conformance.report.RequirementSets;
import io.github.dontwait.conformance.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frozen sets of rules: found, read, and scored. */
class RequirementsFileTest {

    @TempDir
    private Path folder = Path.of("");

    private final FakeSuite suite = FakeSuite.of(Samples.report(List.of()));

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("ours.yaml"), text).toString();
    }

    @Test
    void theSetsAreTheFilesOfTheirFolder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("requirements"))) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(RequirementSets.NAMES.stream()
                            .map(name -> name + ".yaml")
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "1.0")
    void eachSetNamesRulesThatThereAre(String name) {
        RequirementSet set = RequirementsFile.find(name, new WholeSuite());
        assertThat(set.name()).isEqualTo(name);
        assertThat(set.rules()).hasSizeGreaterThan(80).contains("IDN-01", "CLI-07");
    }

    @Test
    void aSetOfOnesOwnHasTheNameOfItsFile() throws IOException {
        assertThat(RequirementsFile.find(file("- IDN-01\n- NBL-01\n"), suite))
                .isEqualTo(new RequirementSet("ours", Set.of("IDN-01", "NBL-01")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - IDN-01\\n- IDN-0x    | line 2: there is no rule 'IDN-0x' in this suite
            - IDN-01\\n- IDN-01    | line 2: IDN-01 stands twice
            rules: [IDN-01]      | line 1: a list of rule ids was expected
            - [IDN-01]           | line 1: there is no rule '' in this suite
            '- "IDN-01'          | is not YAML
            """)
    void whatCannotBeReadIsSaidWithItsPlace(String text, String said) throws IOException {
        String path = file(text.replace("\\n", "\n"));
        assertThatThrownBy(() -> RequirementsFile.find(path, suite))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--requirements: '" + path + "'")
                .hasMessageContaining(said);
    }

    @Test
    void anUnknownSetIsBadUse() {
        Output output = Output.pipe();
        assertThat(Dontwait.run(suite, output.console(), "verify", "--requirements", "1.00"))
                .isEqualTo(2);
        assertThat(output.err()).contains("there is no set '1.00', and no file of that name", "did you mean '1.0'?");
    }

    @Test
    void theSetReachesTheRunAndWhatRepeatsAFailure() throws IOException {
        String path = file("- IDN-01\n");
        FakeSuite broken = FakeSuite.of(Samples.report(List.of(Samples.failed("IDN-01"))));
        Output output = Output.pipe();
        Dontwait.run(broken, output.console(), "verify", "--exec", "x", "--requirements", path);
        assertThat(broken.runs).singleElement().satisfies(run -> assertThat(run.requirements())
                .isEqualTo("ours"));
        assertThat(output.out()).contains("--rule IDN-01").contains("--requirements " + path);
    }

    @Test
    void aRuleOutsideOfItWarns() {
        Report.Scoring scoring = new Report.Scoring(Level.MUST, new RequirementSet("1.0", Set.of("IDN-01")));
        assertThat(scoring.counts(Samples.rule("IDN-01"))).isTrue();
        assertThat(scoring.counts(Samples.rule("NBL-01"))).isFalse();
        assertThat(scoring.whyNot(Samples.rule("NBL-01"))).isEqualTo("not among the requirements 1.0");
        assertThat(scoring).hasToString("MUST, requirements 1.0");

        Report report =
                Samples.scored(Samples.report(List.of(Samples.passed("IDN-01"), Samples.failed("NBL-01"))), scoring);
        assertThat(report.verdict()).isEqualTo(Verdict.CONFORMANT);
        assertThat(report.warnings()).hasSize(1);
        assertThat(Samples.scored(report, Report.Scoring.of(Level.MUST)).verdict())
                .isEqualTo(Verdict.NONCONFORMANT);
    }
}
