package io.github.dontwait.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.ModelSubject;
import io.github.dontwait.testkit.peer.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.AssertionFailedError;

/** Contracts under JUnit: what a user of the one-line test class sees. */
class RuleExtensionTest {

    interface TwoRules extends Contract {

        @Rule(id = "ENV-91", profile = Profile.EXCHANGE, says = "It echoes.", source = "-", causes = "-", mutants = "-")
        default void echoes(Bench bench) {
            Peer alice = bench.dealer("alice");
            alice.send("ping");
            alice.expect("ping");
        }

        @Rule(
                id = "ENV-92",
                profile = Profile.EXCHANGE,
                says = "It shouts.",
                source = "-",
                causes = "a whisper",
                mutants = "-")
        default void shouts(Bench bench) {
            Peer alice = bench.dealer("alice");
            alice.send("ping");
            alice.expect("PING");
        }
    }

    abstract static class OnTheModel implements TwoRules {
        @Override
        public Subject subject() {
            return ModelSubject.of(ModelService::new);
        }
    }

    static class Plain extends OnTheModel {}

    // README: deviation
    @Deviation(
            rule = "ENV-92",
            reason = "received", // must be found in the failure
            because = "it whispers",
            link = "https://example.com/issues/12",
            date = "2026-11-01")
    // README: end of deviation
    static class WithDeviation extends OnTheModel {}

    @Deviation(rule = "ENV-91", reason = "received", because = "it was mute", link = "-", date = "2026-11-01")
    static class WithStaleDeviation extends OnTheModel {}

    static class Dropping extends OnTheModel {
        @Override
        public void shouts(Bench bench) {}
    }

    private static EngineExecutionResults run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute();
    }

    @Test
    void aViolatedRuleFailsItsTestInTheLayoutOfTheHouse() {
        EngineExecutionResults results = run(Plain.class);
        results.testEvents()
                .assertStatistics(stats -> stats.started(2).succeeded(1).failed(1));
        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(AssertionFailedError.class),
                                message(text -> text.startsWith("[ENV-92 MUST] shouts")
                                        && text.contains("[ \"PING\" ]")
                                        && text.contains("[ \"ping\" ]")
                                        && text.contains("Transcript:")
                                        && text.contains("Source:   -")
                                        && text.contains("Look for: a whisper")
                                        && text.endsWith(
                                                "Again:    mvn test '-Dtest=RuleExtensionTest$Plain#shouts'\n")))));
    }

    private static EngineExecutionResults runRequiring(String set) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Plain.class))
                .configurationParameter("dontwait.requirements", set)
                .execute();
    }

    @Test
    void aRuleOutsideTheRequirementsWarnsOnly() {
        runRequiring("1.0")
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(abortedWithReason(
                                message(text -> text.startsWith("warning, not among the requirements 1.0: [ENV-92")))));
    }

    @Test
    void requirementsThatThereAreNotFailTheWholeClass() {
        runRequiring("2.0")
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(ExtensionConfigurationException.class),
                                message(text -> text.startsWith("dontwait.requirements: there is no set '2.0', and no"
                                        + " file of that name; ")))));
    }

    @Test
    void aKnownDeviationIsNeitherPassedNorFailed() {
        run(WithDeviation.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1).aborted(1).failed(0));
    }

    @Test
    void aStaleDeviationFails() {
        EngineExecutionResults results = run(WithStaleDeviation.class);
        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1, event(finishedWithFailure(message(text -> text.contains("ENV-91 passes now: remove")))));
    }

    @Test
    void aDroppedRuleFailsTheWholeClass() {
        EngineExecutionResults results = run(Dropping.class);
        assertThat(results.testEvents().started().count()).isZero();
        results.containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(ExtensionConfigurationException.class),
                                message(text -> text.contains("ENV-92 (shouts, overridden in Dropping without @Rule)")
                                        && text.contains("@Deviation")))));
    }
}
