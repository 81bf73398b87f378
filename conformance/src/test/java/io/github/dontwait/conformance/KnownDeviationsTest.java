package io.github.dontwait.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.report.Samples;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What counts of a result once it is known what a subject breaks. */
class KnownDeviationsTest {

    private static RuleResult judge(String reason, boolean sometimes, RuleResult result) {
        return new KnownDeviations(List.of(new KnownDeviations.Entry(
                        "IDN-01",
                        Pattern.compile(reason),
                        "it swaps",
                        "https://example.org/1",
                        LocalDate.of(2026, 11, 1),
                        sometimes)))
                .judge(result);
    }

    @Test
    void aFailureAsDescribedIsKnown() {
        RuleResult result = judge("received.*\\R.*ping-b", false, Samples.failed("IDN-01"));

        assertThat(result.status()).isEqualTo(Status.KNOWN);
        assertThat(result.reason()).isEqualTo("it swaps (https://example.org/1, 2026-11-01)");
    }

    @Test
    void anotherFailureCountsAndSaysWhatWasKnown() {
        RuleResult result = judge("timed out", false, Samples.failed("IDN-01"));

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.reason()).startsWith("fails otherwise than the known deviation says (/timed out/)");
        assertThat(KnownDeviations.isStale(result)).isFalse();
    }

    @Test
    void aRuleThatPassesMakesItsEntryStale() {
        RuleResult result = judge("ping-b", false, Samples.passed("IDN-01"));

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(KnownDeviations.isStale(result)).isTrue();
    }

    @Test
    void whatTheSubjectSaidWhenItDiedBelongsToTheFailure() {
        RuleResult died = Samples.died("IDN-01", "exit code 2. It said:\n  panic: len out of range");

        assertThat(judge("panic: len", false, died).status()).isEqualTo(Status.KNOWN);
        assertThat(judge("panic: other", false, died).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void aDeviationThatShowsOnlySometimesMayPassAndStillFailsForNothingElse() {
        assertThat(judge("ping-b", true, Samples.passed("IDN-01")).status()).isEqualTo(Status.PASSED);
        assertThat(judge("ping-b", true, Samples.failed("IDN-01")).status()).isEqualTo(Status.KNOWN);
        assertThat(judge("timed out", true, Samples.failed("IDN-01")).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void aRuleThatWasNotRunIsJudgedByNoEntry() {
        RuleResult notRun = Samples.notRun("IDN-01", "no first reply: ping-b");

        assertThat(judge("ping-b", false, notRun)).isSameAs(notRun);
    }

    @Test
    void anEntryWhoseRuleIsNotApplicableIsTold() {
        RuleResult unfit = Samples.passed("IDN-01").as(Status.NOT_APPLICABLE, "a rule of profile full");
        RuleResult another = Samples.passed("NBL-01").as(Status.NOT_APPLICABLE, "a rule of profile full");
        KnownDeviations known = new KnownDeviations(List.of(new KnownDeviations.Entry(
                "IDN-01", Pattern.compile("x"), "it is so", "https://example.org", LocalDate.EPOCH, false)));
        assertThat(known.notLookedAt(List.of(unfit, another)))
                .containsExactly("The known deviation of IDN-01 was not looked at: a rule of profile full");
        assertThat(known.notLookedAt(List.of(Samples.failed("IDN-01")))).isEmpty();
    }
}
