package io.github.dontwait.conformance.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule judges its own sentence: a subject that is wrong in another way is right by this rule. */
class OwnSentenceTest {

    @ParameterizedTest
    @CsvSource({
        "ForgetsStatsReplies,WORKER,WIRE-12",
        "LeavesSigtermToTheRuntime,CLIENT,CLI-08",
        "TakesHeartbeatsForReplies,CLIENT,HBT-03",
    })
    void anotherFaultIsNotItsBusiness(String mutant, Role role, String id) throws InterruptedException {
        Mutants.Mutant found = Mutants.all().stream()
                .filter(each -> each.name().equals(mutant))
                .findFirst()
                .orElseThrow();
        assertThat(found.kills().rule()).isNotEqualTo(id);
        Subject subject = ModelSubject.of(found.type(), role);
        RuleInfo rule = Examination.find(role, id).orElseThrow();

        RuleResult result = Examination.run(subject, rule, 1);

        assertThat(result.status())
                .as("%s: %s %s", rule, result.reason(), result.transcript())
                .isEqualTo(Status.PASSED);
    }

    /** Works when it is asked in passing, and not under load. */
    private static final class GivesUpUnderLoad extends ModelService {

        @Override
        protected void onWork(Request request, int millis) {
            if (request.frames().size() == 2) {
                super.onWork(request, millis);
            }
        }
    }

    @Test
    void aPreparationThatDoesNotGetDoneDecidesNothing() throws InterruptedException {
        RuleInfo rule = Examination.find(Role.WORKER, "SHD-02").orElseThrow();

        RuleResult result = Examination.run(ModelSubject.of(GivesUpUnderLoad::new, Role.WORKER), rule, 0.1);

        assertThat(result.status()).as(result.reason()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(result.reason())
                .startsWith("it answers too slowly to be put under load: within 500 ms mallory had 0 of its first ");
    }

    /** Has nothing to do, and ends in order. */
    private static final class EndsAtOnce extends ModelClient {

        @Override
        protected boolean isDone() {
            return true;
        }
    }

    @Test
    void aClientThatDoesNotComeBecauseItHasEndedIsToldToHave() throws InterruptedException {
        RuleInfo rule = Examination.find(Role.CLIENT, "HBT-01").orElseThrow();

        RuleResult result = Examination.run(ModelSubject.of(EndsAtOnce::new), rule, 0.2);

        assertThat(result.violation()).isNotNull().satisfies(violation -> assertThat(violation.observed())
                .startsWith("the client has ended, exit code 0; it printed:\n  READY tcp://127.0.0.1:")
                .endsWith("\n  DONE 0 0"));
    }
}
