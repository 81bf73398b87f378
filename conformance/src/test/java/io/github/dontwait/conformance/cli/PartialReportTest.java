package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.report.Samples;
import io.github.dontwait.conformance.run.RunListener;
import io.github.dontwait.conformance.run.RunOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartialReportTest {

    private final PartialReport partial = new PartialReport("1.2.3", subject(), options(), RunListener.silent());

    private static Subject subject() {
        return FakeSuite.of(Samples.notStarted())
                .subject(new SubjectChoice(Subject.Kind.EXEC, "x", Role.WORKER, Set.of(), Map.of(), null, 1));
    }

    private static RunOptions options() {
        return new RunOptions(
                null,
                Set.of(),
                List.of(),
                List.of(),
                Report.Scoring.of(Level.MUST),
                false,
                false,
                false,
                KnownDeviations.none(),
                1,
                1,
                1,
                RunOptions.USUAL_JOBS);
    }

    private Report cut() {
        return partial.cut(Report.Trouble.Kind.SUITE_FAILED, "the run was interrupted");
    }

    @Test
    void beforeTheSubjectIsKnownItsProfileIsNot() {
        Report report = cut();
        assertThat(report.subject().profile()).isNull();
        assertThat(report.trouble())
                .isEqualTo(new Report.Trouble(
                        Report.Trouble.Kind.SUITE_FAILED, "the run was interrupted before the first rule"));
    }

    @Test
    void noRuleIsLeftOut() {
        Report whole = Samples.report(List.of(Samples.passed("IDN-02")));
        List<RuleInfo> planned = List.of(Samples.rule("IDN-01"), Samples.rule("IDN-02"), Samples.rule("SHD-02"));
        partial.planned(Samples.inProfile(whole, Profile.FULL).subject(), planned);
        partial.finished(Samples.passed("IDN-02"));

        Report report = cut();
        assertThat(report.results()).extracting(RuleResult::rule).isEqualTo(planned);
        assertThat(report.results())
                .extracting(RuleResult::status)
                .containsExactly(Status.INCONCLUSIVE, Status.PASSED, Status.INCONCLUSIVE);
        assertThat(report.results().get(0).reason()).isEqualTo("not run: the run was interrupted");
        assertThat(report.executed()).isEqualTo(1);
        assertThat(report.run().inProfile()).isEqualTo(3);
    }
}
