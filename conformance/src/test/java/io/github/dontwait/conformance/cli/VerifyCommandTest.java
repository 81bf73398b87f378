package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.report.Samples;
import io.github.dontwait.conformance.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {

    private static final Report FINE = Samples.report(List.of(Samples.passed("IDN-01")));

    @TempDir
    private Path folder = Path.of("");

    private final Output output = Output.pipe();

    static Stream<Arguments> shapes() {
        Report.Trouble broken = new Report.Trouble(Report.Trouble.Kind.SUITE_FAILED, "the suite failed");
        return Stream.of(
                arguments(FINE, 0),
                arguments(Samples.report(List.of(Samples.passed("IDN-01"), Samples.failed("ENV-05"))), 0),
                arguments(Samples.report(List.of(Samples.failed("ENV-05")), Level.SHOULD, null), 1),
                arguments(Samples.report(List.of(Samples.failed("IDN-01"))), 1),
                arguments(Samples.report(List.of(Samples.notRun("IDN-01", "no first reply"))), 1),
                arguments(Samples.notStarted(), 3),
                arguments(Samples.report(List.of()), 4),
                arguments(Samples.report(List.of(Samples.result("NBL-01", Status.NOT_APPLICABLE, "no"))), 4),
                arguments(Samples.report(List.of(Samples.result("NBL-01", Status.INCONCLUSIVE, "no"))), 4),
                arguments(Samples.report(List.of(Samples.result("NBL-01", Status.ERROR, "no"))), 4),
                arguments(Samples.report(List.of(Samples.passed("IDN-01")), Level.MUST, broken), 4));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theExitCodeFollowsTheReportAndTheFilesAreAlwaysWritten(Report report, int code) throws IOException {
        Path json = folder.resolve("report.json");
        Path junit = folder.resolve("report.xml");
        int exit = Dontwait.run(
                FakeSuite.of(report),
                output.console(),
                "verify",
                "--json",
                json.toString(),
                "--junit",
                junit.toString());

        assertThat(exit).isEqualTo(code);
        assertThat(output.out().lines().reduce((first, last) -> last).orElse(""))
                .startsWith(report.verdict().word() + ": ");
        JsonNode tree = new ObjectMapper().readTree(json.toFile());
        assertThat(tree.at("/verdict").asText()).isEqualTo(report.verdict().word());
        assertThat(junit).content().startsWith("<?xml").contains("<testsuite");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aSuiteThatThrowsStillReports() throws IOException {
        FakeSuite suite = new FakeSuite(() -> {
            throw new IllegalStateException("no luck");
        });
        Path json = folder.resolve("report.json");

        assertThat(Dontwait.run(suite, output.console(), "verify", "--json", json.toString()))
                .isEqualTo(4);
        assertThat(output.out())
                .containsPattern(
                        "undecided: the suite itself failed: java.lang.IllegalStateException: no luck before the first"
                                + " rule in \\d\\.\\d s\n$");
        assertThat(output.err()).doesNotContain("\tat ");
        assertThat(new ObjectMapper()
                        .readTree(json.toFile())
                        .at("/trouble/message")
                        .asText())
                .contains("no luck");
    }

    @Test
    void verboseShowsWhereTheSuiteThrew() {
        FakeSuite suite = new FakeSuite(() -> {
            throw new AssertionError("no luck");
        });
        assertThat(Dontwait.run(suite, output.console(), "verify", "--verbose")).isEqualTo(4);
        assertThat(output.err()).contains("AssertionError: no luck", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json -", "--junit -", "--json - --junit -"})
    void aReportGoesToAFileAndNotToStandardOutput(String words) {
        FakeSuite suite = FakeSuite.of(FINE);
        assertThat(Dontwait.run(suite, output.console(), ("verify " + words).split(" ")))
                .isEqualTo(2);
        assertThat(output.err()).contains(" - names no file", "use a file name, such as --j");
        assertThat(suite.runs).isEmpty();
    }

    @Test
    void quietPrintsTheVerdictAndNothingElse() {
        assertThat(Dontwait.run(FakeSuite.of(FINE), output.console(), "verify", "--quiet"))
                .isZero();
        assertThat(output.out()).isEqualTo("conformant: 1 of 1 applicable rule passed in 9.8 s\n");
        assertThat(output.err()).isEmpty();
    }

    @Test
    void everyOptionReachesTheRun() {
        FakeSuite suite = FakeSuite.of(FINE);
        Dontwait.run(
                suite,
                output.console(),
                ("verify --exec x --role server --env A=b=c --env D= --start-timeout 90s --profile exchange --rule"
                                + " IDN-01,IDN-02 --rule SHD-* --skip SHD-02 --strict --hardened --destructive"
                                + " --fail-fast --time-factor 2.5 --seed 42 --repeat 3 --jobs 5")
                        .split(" "));

        assertThat(suite.runs)
                .containsExactly(new RunOptions(
                        Profile.EXCHANGE,
                        Set.of(),
                        List.of("IDN-01", "IDN-02", "SHD-*"),
                        List.of("SHD-02"),
                        Report.Scoring.of(Level.SHOULD),
                        true,
                        true,
                        true,
                        suite.runs.get(0).known(),
                        2.5,
                        42,
                        3,
                        5));
        assertThat(suite.choices)
                .containsExactly(new SubjectChoice(
                        Subject.Kind.EXEC,
                        "x",
                        Role.SERVER,
                        Set.of(),
                        Map.of("A", "b=c", "D", ""),
                        Duration.ofSeconds(90),
                        2.5));
    }

    @Test
    void whatRepeatsAFailureIsWhatWasAskedFor() {
        Report broken = Samples.report(List.of(Samples.failed("IDN-01")));
        Dontwait.run(
                FakeSuite.of(broken),
                output.console(),
                "verify",
                "--junit",
                folder.resolve("r.xml").toString(),
                "--fail-fast",
                "--exec",
                "python3 'my worker.py' {endpoint}",
                "--env",
                "A=b c",
                "--role",
                "server",
                "--profile",
                "full",
                "--time-factor",
                "2");

        assertThat(output.out())
                .contains("\nAgain:    ./dontwait verify --rule IDN-01 --seed 7 --profile full --time-factor 2.0 --role"
                        + " server --env 'A=b c' --exec 'python3 '\\''my worker.py'\\'' {endpoint}'\n");
    }

    @Test
    void aPipeGetsALineForEachGroupOnTheErrorStream() {
        Report report =
                Samples.report(List.of(Samples.passed("IDN-01"), Samples.failed("IDN-02"), Samples.passed("SHD-02")));
        Dontwait.run(FakeSuite.of(report), output.console(), "verify");

        assertThat(output.err())
                .matches("IDENTITY done after \\d\\.\\d s, failed: IDN-02\\RSHUTDOWN done after \\d\\.\\d s\\R");
        assertThat(output.out()).doesNotContain("\u001b", "\r");
    }

    @Test
    void aTerminalGetsOneLineThatIsRewrittenAndWiped() {
        Output terminal = Output.terminal(Map.of("TERM", "xterm"));
        Report report = Samples.report(List.of(Samples.failed("IDN-01"), Samples.passed("SHD-02")));
        Dontwait.run(FakeSuite.of(report), terminal.console(), "verify");

        assertThat(terminal.err())
                .doesNotContain("\n")
                .containsPattern("\r\u001b\\[K\\d\\.\\d s  1/2, 1 failed  SHUTDOWN  SHD-02 sigtermEndsInOrder")
                .endsWith("\r\u001b[K");
        assertThat(terminal.err().split("\r\u001b\\[K")).allMatch(line -> line.length() < 60);
        assertThat(terminal.out()).contains("\u001b[31m[IDN-01 MUST]\u001b[0m");
    }

    @Test
    void coloursAreLeftOutWhereTheyAreNotWanted() {
        for (Map<String, String> environment : List.of(Map.of("NO_COLOR", "1"), Map.of("TERM", "dumb"))) {
            Output terminal = Output.terminal(environment);
            Dontwait.run(FakeSuite.of(Samples.report(List.of(Samples.failed("IDN-01")))), terminal.console(), "verify");
            assertThat(terminal.out()).as(environment.toString()).doesNotContain("\u001b");
        }
        Output dumb = Output.terminal(Map.of("TERM", "dumb"));
        Dontwait.run(FakeSuite.of(FINE), dumb.console(), "verify");
        assertThat(dumb.err()).doesNotContain("\r", "\u001b");
    }
}
