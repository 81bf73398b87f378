package io.github.dontwait.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictLineTest {

    @Test
    void conformantCountsWhatApplies() {
        Report report = Samples.report(
                List.of(Samples.passed("IDN-01"), Samples.result("NBL-01", Status.NOT_APPLICABLE, "needs stats")));
        assertThat(VerdictLine.of(report))
                .isEqualTo("conformant: 1 of 1 applicable rule passed (1 not applicable) in 9.8 s");
    }

    @Test
    void conformanceBelowTheFullProfileSaysSo() {
        Report full = Samples.report(List.of(Samples.passed("IDN-01")));
        assertThat(VerdictLine.of(Samples.inProfile(full, Profile.EXCHANGE)))
                .isEqualTo("conformant (profile exchange): 1 of 1 applicable rule passed in 9.8 s");
    }

    @Test
    void whatPassedAtTimesHasNotPassedEveryTime() {
        Report once = Samples.report(List.of(Samples.failed("IDN-01")));
        assertThat(VerdictLine.of(Samples.repeated(once, 3, List.of())))
                .isEqualTo("nonconformant: 1 rule broken: IDN-01; 0 of 1 applicable rule passed every time in 9.8 s");
    }

    @Test
    void nothingExecutedIsUndecided() {
        Report report = Samples.report(List.of(Samples.result("NBL-01", Status.NOT_APPLICABLE, "needs stats")));
        assertThat(VerdictLine.of(report))
                .isEqualTo("undecided: nothing was executed, 1 rule selected (1 not applicable) in 9.8 s");
    }

    @Test
    void aLoadedMachineIsUndecided() {
        Report report = Samples.report(
                List.of(Samples.passed("IDN-01"), Samples.result("NBL-01", Status.INCONCLUSIVE, "stalled")));
        assertThat(VerdictLine.of(Samples.withStall(report, Duration.ofMillis(400))))
                .isEqualTo("undecided: the machine was too loaded to decide 1 rule: NBL-01;"
                        + " 1 of 2 applicable rules passed (1 inconclusive) in 9.8 s");
    }

    @Test
    void aSlowSubjectIsNotBlamedOnTheMachine() {
        Report report = Samples.report(
                List.of(Samples.passed("IDN-01"), Samples.result("NBL-01", Status.INCONCLUSIVE, "out of time")));
        assertThat(VerdictLine.of(Samples.withIdleRoundTrip(report, Duration.ofMillis(201))))
                .isEqualTo(
                        "undecided: the subject was too slow to decide 1 rule: NBL-01; 201 ms for one request,"
                                + " --time-factor 5 gives it more time; 1 of 2 applicable rules passed (1 inconclusive) in 9.8 s");
    }

    @Test
    void nobodyIsBlamedWithoutEvidence() {
        Report report = Samples.report(
                List.of(Samples.passed("IDN-01"), Samples.result("NBL-01", Status.INCONCLUSIVE, "out of time")));
        assertThat(VerdictLine.of(report))
                .isEqualTo("undecided: 1 rule could not be decided: NBL-01;"
                        + " 1 of 2 applicable rules passed (1 inconclusive) in 9.8 s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "cannot start 'x': no such program on the PATH (/bin:/usr/bin); install it|cannot start 'x': no such"
                        + " program on the PATH",
                "the subject ended before it was ready: exit code 7|it ended before it was ready: exit code 7",
                "'x {endpoint}' is no program; did you mean 'x' {endpoint}?|'x {endpoint}' is no program",
            })
    void aSubjectThatWasNotStartedIsToldWithoutTheRemedy(String message, String says) {
        Report report = Samples.report(
                List.of(),
                Level.MUST,
                new Report.Trouble(Report.Trouble.Kind.SUBJECT_NOT_STARTED, message + "\n more"));
        assertThat(VerdictLine.of(report))
                .isEqualTo("undecided: the subject was not started: " + says + " (after 9.8 s)");
    }

    @Test
    void theSuitesOwnErrorIsUndecided() {
        Report report =
                Samples.report(List.of(Samples.passed("IDN-01"), Samples.result("SHD-02", Status.ERROR, "oops")));
        assertThat(VerdictLine.of(report))
                .isEqualTo(
                        "undecided: the suite itself failed in 1 rule: SHD-02; 1 of 2 applicable rules passed in 9.8 s");
    }

    @Test
    void anInterruptedRunSaysHowFarItCame() {
        Report report = Samples.report(
                List.of(Samples.failed("IDN-01")),
                Level.MUST,
                new Report.Trouble(Report.Trouble.Kind.SUITE_FAILED, "the run was interrupted after 1 of 6 rules"));
        assertThat(VerdictLine.of(report))
                .isEqualTo("nonconformant: 1 rule broken: IDN-01; the run was cut short: the run was interrupted after"
                        + " 1 of 6 rules; 0 of 1 applicable rule passed in 9.8 s");
    }
}
