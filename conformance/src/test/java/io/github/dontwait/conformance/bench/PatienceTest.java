package io.github.dontwait.conformance.bench;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.contract.Contracts;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final RuleInfo RULE = Contracts.of(Role.WORKER).rules().get(0);

    private final Timeouts full = Timeouts.standard();
    private final Patience patience = new Patience(full);

    private void ended(Status status, Duration duration) {
        patience.learn(new RuleResult(RULE, status, true, duration, null, "", null, List.of()), patience.timeouts());
    }

    @Test
    void runsOutAfterSomeRulesInVainAndComesBackWithOneThatPasses() {
        for (int i = 0; i < Patience.IN_VAIN; i++) {
            assertThat(patience.timeouts()).isEqualTo(full);
            ended(Status.FAILED, ofSeconds(6));
        }
        assertThat(patience.timeouts().arrival()).isEqualTo(ofSeconds(1));
        assertThat(patience.timeouts().close()).isEqualTo(full.close());
        ended(Status.PASSED, ofSeconds(0));
        assertThat(patience.timeouts()).isEqualTo(full);
    }

    @Test
    void failuresThatTookNoTimeDoNotCount() {
        for (int i = 0; i < 2 * Patience.IN_VAIN; i++) {
            ended(Status.FAILED, ofSeconds(1));
        }
        assertThat(patience.timeouts()).isEqualTo(full);
    }

    @Test
    void aRunWithoutLimitIsNeverOver() {
        assertThat(patience.isOver()).isFalse();
        assertThat(patience.budget(ofSeconds(30))).isEqualTo(ofSeconds(30));
    }

    @Test
    void aLimitedRunEnds() {
        patience.limit(ofSeconds(-1), ofSeconds(10));
        assertThat(patience.isOver()).isTrue();
        assertThat(patience.budget(ofSeconds(30))).isBetween(ofSeconds(1), ofSeconds(10));
        assertThat(patience.budget(ofSeconds(2))).isEqualTo(ofSeconds(2));
    }
}
