package io.github.dontwait.conformance.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Group;
import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.contract.Contracts;
import io.github.dontwait.conformance.run.RunListener;
import io.github.dontwait.conformance.run.RunOptions;
import io.github.dontwait.conformance.run.Runner;
import io.github.dontwait.conformance.subject.ProcessOptions;
import io.github.dontwait.conformance.subject.ReferenceSubject;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * Every rule is quiet on right subjects, hardened rules included for the models. A rule that is not applicable to one is
 * skipped with the reason.
 *
 * <p>{@code -Ddontwait.rule=IDN-01} or {@code =IDN} runs only the rules whose ids begin so.
 */
class ControlsTest {

    /** Rules that would take a subject for unresponsive that is merely slow, were they to ask the same of everybody. */
    private static final Set<String> ASKING_MUCH = Set.of(
            "NBL-04", "NBL-06", "BKP-02", "BKP-03", "ORD-02", "WIRE-13", "SHD-02", "NBL-02", "NBL-07", "FAIR-04",
            "HBT-07");

    /** Needs so long for each message that only few can be asked of it. */
    private static final class SlowService extends ModelService {

        @Override
        protected void onMessage(Incoming message) {
            occupy(60);
            super.onMessage(message);
        }
    }

    @TestFactory
    Stream<DynamicContainer> everyRuleIsQuietOnTheModels() {
        return Stream.of(
                control("model worker", ModelSubject.of(ModelService::new, Role.WORKER), rule -> true),
                control("model server", ModelSubject.of(ModelService::new, Role.SERVER), rule -> true),
                control(
                        "concurrent worker",
                        ModelSubject.of(ConcurrentService::new, Role.WORKER),
                        ControlsTest::needsConcurrentOrHandover),
                control(
                        "curve worker",
                        ModelSubject.of(CurveService::new, Role.WORKER),
                        rule -> rule.group() == Group.SECURITY),
                control(
                        "slow worker",
                        ModelSubject.of(SlowService::new, Role.WORKER),
                        rule -> ASKING_MUCH.contains(rule.id())),
                control("model client", ModelSubject.of(ModelClient::new), rule -> true));
    }

    /** Only what an object in this JVM cannot show. */
    @TestFactory
    Stream<DynamicContainer> everyRuleIsQuietOnTheModelsAsProcesses() {
        return Stream.of(
                control(
                        "model worker as a process",
                        ModelSubject.asProcess(ModelService.class, Role.WORKER),
                        rule -> !rule.rule().java()),
                control(
                        "model client as a process",
                        ModelSubject.asProcess(ModelClient.class, Role.CLIENT),
                        rule -> !rule.rule().java()));
    }

    /** As a process, only what the tests on the embedded reference cannot show. */
    @TestFactory
    Stream<DynamicContainer> everyRuleIsQuietOnTheReference() {
        return Stream.of(Role.values())
                .map(role -> control(
                        "reference " + role.word(),
                        new ReferenceSubject(role, ProcessOptions.standard()),
                        rule -> !rule.rule().java() && !rule.rule().hardened()));
    }

    private static boolean needsConcurrentOrHandover(RuleInfo rule) {
        return rule.needs().contains(Capability.CONCURRENT) || rule.needs().contains(Capability.HANDOVER);
    }

    private static DynamicContainer control(String name, Subject subject, Predicate<RuleInfo> condition) {
        String wanted = System.getProperty("dontwait.rule", "");
        List<RuleInfo> rules = Contracts.of(subject.role()).rules().stream()
                .filter(rule -> rule.id().startsWith(wanted))
                .filter(condition)
                .toList();
        Verdicts verdicts = new Verdicts(subject, rules);
        return dynamicContainer(
                name, rules.stream().map(rule -> dynamicTest(rule.toString(), () -> verdicts.requireQuiet(rule))));
    }

    /** What a run of all rules says, several at once as from the command line; made when the first of them is asked for. */
    private static final class Verdicts {

        private final Subject subject;
        private final List<RuleInfo> rules;
        private @Nullable Report report;

        Verdicts(Subject subject, List<RuleInfo> rules) {
            this.subject = subject;
            this.rules = rules;
        }

        void requireQuiet(RuleInfo rule) throws InterruptedException {
            RuleResult result = of(rule);
            if (result.status() == Status.INCONCLUSIVE) { // beside others; alone it has to be decided
                result = Examination.run(subject, rule, 1.0);
            }
            if (result.status() == Status.NOT_APPLICABLE) {
                abort(result.reason());
            }
            assertThat(result.status())
                    .as("%s: %s %s %s", rule, result.reason(), result.violation(), result.transcript())
                    .isEqualTo(Status.PASSED);
        }

        private RuleResult of(RuleInfo rule) throws InterruptedException {
            Report made = report;
            if (made == null) {
                made = Runner.run(subject, options(), RunListener.silent());
                report = made;
            }
            assertThat(made.trouble()).isNull();
            return made.results().stream()
                    .filter(result -> result.rule().id().equals(rule.id()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the run says nothing of " + rule));
        }

        private RunOptions options() {
            return new RunOptions(
                    null,
                    Set.of(),
                    rules.stream().map(RuleInfo::id).toList(),
                    List.of(),
                    Report.Scoring.of(Level.MAY),
                    true,
                    false,
                    false,
                    KnownDeviations.none(),
                    1.0,
                    1,
                    1,
                    RunOptions.USUAL_JOBS);
        }
    }
}
