package io.github.dontwait.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

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
        assertThat(VerdictLine.of(report))
                .isEqualTo("undecided: the machine was too loaded to decide 1 rule: NBL-01;"
                        + " 1 of 2 applicable rules passed (1 inconclusive) in 9.8 s");
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
