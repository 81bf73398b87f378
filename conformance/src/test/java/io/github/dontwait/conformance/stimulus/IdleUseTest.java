package io.github.dontwait.conformance.stimulus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RuleCatalog;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectProcess;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Session;
import io.github.dontwait.conformance.bench.SessionOptions;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.ModelSubject;
import io.github.dontwait.testkit.transcript.ResourceUse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said of a subject that uses so much of a processor, and waits so long for one, while it is idle. */
@Timeout(30)
class IdleUseTest {

    interface Idle {

        @Rule(id = "NBL-91", profile = Profile.EXCHANGE, says = "It rests.", source = "-", causes = "-", mutants = "-")
        default void rests(Bench bench) {
            IdleUse.expectBelow(bench, bench.dealer("quiet"), 0.25, Duration.ofMillis(100), "while nothing arrives");
        }
    }

    private static final class OfIdle implements Idle {}

    /** A right service whose process seems to use these shares of the time. */
    private record Pretending(double got, double denied) implements Subject.Starter {

        @Override
        public RunningSubject start(SubjectSettings settings) throws InterruptedException {
            return new Pretended(ModelSubject.of(ModelService::new).start(settings), got, denied);
        }
    }

    private record Pretended(RunningSubject model, double got, double denied) implements RunningSubject {

        @Override
        public String endpoint() {
            return model.endpoint();
        }

        @Override
        public Set<String> capabilities() {
            return model.capabilities();
        }

        @Override
        public void stop() {
            model.stop();
        }

        @Override
        public CompletionStage<Exit> onExit() {
            return model.onExit();
        }

        @Override
        public void close() {
            model.close();
        }

        @Override
        public Optional<SubjectProcess> process() {
            return Optional.of(new SubjectProcess() {
                @Override
                public long pid() {
                    return -1;
                }

                @Override
                public Optional<ResourceUse> resources() {
                    return Optional.of(new ResourceUse(share(got), 0, 0));
                }

                @Override
                public Optional<Duration> waitedForProcessor() {
                    return Optional.of(share(denied));
                }

                @Override
                public void kill() {
                    model.close();
                }
            });
        }

        private static Duration share(double of) {
            return Duration.ofNanos((long) (of * System.nanoTime()));
        }
    }

    private static RuleResult judged(double got, double denied) throws InterruptedException {
        OfIdle contract = new OfIdle();
        try (Session session = Session.open(Subject.of(new Pretending(got, denied)), SessionOptions.standard())) {
            return session.run(
                    RuleCatalog.of(Idle.class).find("NBL-91").orElseThrow(), bench -> contract.rests((Bench) bench));
        }
    }

    @Test
    void whoUsesLittleAndWantsNoMorePasses() throws InterruptedException {
        assertThat(judged(0.1, 0.05).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void whoUsesMuchFails() throws InterruptedException {
        RuleResult result = judged(0.5, 0.5);
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.violation()).isNotNull().satisfies(violation -> assertThat(violation.observed())
                .matches("it used (4[5-9]|5[0-5])(\\.\\d)? % of a core, and hardly less in the 2 windows before"));
    }

    @Test
    void ofWhoWouldUseMoreIfHeGotItNobodyCanTell() throws InterruptedException {
        RuleResult result = judged(0.1, 0.8);
        assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(result.reason()).contains("but its threads waited for a processor for ", "nobody can tell");
    }
}
