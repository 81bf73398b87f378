package io.github.dontwait.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RuleCatalog;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Rung;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectOutput;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.ModelSubject;
import io.github.dontwait.conformance.mutant.Request;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.transcript.Event;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How verdicts come about. */
class SessionTest {

    /** Rules that do odd things; none of them is in a catalogue. */
    @SuppressWarnings("unused") // called by the session
    interface OddRules {

        @Rule(id = "ENV-91", profile = Profile.EXCHANGE, says = "It echoes.", source = "-", causes = "-", mutants = "-")
        default void echoes(Bench bench) {
            Peer alice = bench.dealer("alice");
            alice.send("ping");
            alice.expect("ping");
        }

        @Rule(id = "ENV-92", profile = Profile.WIRE, says = "It is right.", source = "-", causes = "-", mutants = "-")
        default void saysWhyInOneSentence(Bench bench) {
            throw new AssertionError("it does not");
        }

        @Rule(id = "ENV-93", profile = Profile.WIRE, says = "It is broken.", source = "-", causes = "-", mutants = "-")
        default void isBrokenItself(Bench bench) {
            throw new IllegalStateException("a bug of the suite");
        }

        @Rule(
                id = "ENV-94",
                profile = Profile.FULL,
                says = "It needs what nobody has.",
                source = "-",
                causes = "-",
                mutants = "-",
                needs = Capability.CURVE)
        default void needsCurve(Bench bench) {
            throw new AssertionError("must not be run");
        }

        @Rule(
                id = "ENV-95",
                profile = Profile.EXCHANGE,
                says = "It needs a process.",
                source = "-",
                causes = "-",
                mutants = "-",
                rung = Rung.PROCESS,
                java = false)
        default void needsAProcess(Bench bench) {
            throw new AssertionError("must not be run");
        }

        @Rule(
                id = "ENV-96",
                profile = Profile.EXCHANGE,
                says = "It expects another answer.",
                source = "-",
                causes = "-",
                mutants = "-",
                level = Level.SHOULD)
        default void expectsAnotherAnswer(Bench bench) {
            Peer alice = bench.dealer("alice");
            alice.send("ping");
            alice.expect("pong");
        }

        @Rule(
                id = "ENV-97",
                profile = Profile.WIRE,
                says = "The machine stalls.",
                source = "-",
                causes = "-",
                mutants = "-",
                timed = true)
        default void cannotDecide(Bench bench) {
            attempts[0]++;
            throw bench.inconclusive("too loaded");
        }
    }

    /** Rules that may end in several ways. */
    @SuppressWarnings("unused") // called by the session
    interface RulesWithOutcomes {

        @Rule(
                id = "ENV-81",
                profile = Profile.WIRE,
                says = "It is left or right.",
                source = "-",
                outcomes = {"left: it is left", "right: it is right"},
                causes = "-",
                mutants = "-")
        default void isRight(Bench bench) {
            bench.outcome("right");
        }

        @Rule(
                id = "ENV-82",
                profile = Profile.WIRE,
                says = "It is left or right.",
                source = "-",
                outcomes = {"left: it is left", "right: it is right"},
                causes = "-",
                mutants = "-")
        default void doesNotSay(Bench bench) {
            bench.note("passed, somehow");
        }

        @Rule(
                id = "ENV-83",
                profile = Profile.WIRE,
                says = "It is left or right.",
                source = "-",
                outcomes = {"left: it is left", "right: it is right"},
                causes = "-",
                mutants = "-")
        default void saysAnother(Bench bench) {
            bench.outcome("both");
        }

        @Rule(
                id = "ENV-84",
                profile = Profile.WIRE,
                says = "It is left or right.",
                source = "-",
                outcomes = {
                    "left: the hand is left, the foot is left",
                    "right: the hand is right, the foot is right",
                    "none: there is neither"
                },
                causes = "-",
                mutants = "-")
        default void isAlmostRight(Bench bench) {
            bench.outcome(Outcomes.of(bench, "the subject")
                    .accept("left", Map.of("the hand", "is left", "the foot", "is left", "the hat", "is left"))
                    .accept("right", Map.of("the hand", "is right", "the foot", "is right", "the hat", "is right"))
                    .judge(
                            Map.of("the hand", "is left", "the foot", "is right", "the hat", "is right"),
                            "as could be seen"));
        }
    }

    private static final class Odd implements RulesWithOutcomes, OddRules {}

    private static final int[] attempts = new int[1];

    private static RuleResult run(Subject subject, String id) throws InterruptedException {
        RuleInfo rule = RuleCatalog.of(Odd.class).find(id).orElseThrow();
        Odd odd = new Odd();
        try (Session session = Session.open(subject, SessionOptions.standard())) {
            return session.run(rule, bench -> {
                try {
                    rule.method().invoke(odd, bench);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        }
    }

    private static Subject model() {
        return ModelSubject.of(ModelService::new);
    }

    @Test
    void aRuleWithOutcomesTellsOneOfThem() throws InterruptedException {
        RuleResult told = run(model(), "ENV-81");
        assertThat(told.status()).isEqualTo(Status.PASSED);
        assertThat(told.outcome()).isEqualTo("right");

        RuleResult untold = run(model(), "ENV-82");
        assertThat(untold.status()).isEqualTo(Status.ERROR);
        assertThat(untold.reason()).isEqualTo("the suite failed: the rule passed and saw none of its outcomes");

        RuleResult unknown = run(model(), "ENV-83");
        assertThat(unknown.status()).isEqualTo(Status.ERROR);
        assertThat(unknown.reason()).contains("ENV-83 does not declare the outcome 'both', only [left, right]");
    }

    @Test
    void whatIsNoAcceptableOutcomeIsToldWithTheNearest() throws InterruptedException {
        RuleResult result = run(model(), "ENV-84");
        RuleResult.Violation violation = Objects.requireNonNull(result.violation());
        assertThat(violation.expected()).isEqualTo("""
                        the subject to come to an acceptable outcome:
                          left: the foot is left, the hand is left, the hat is left
                          right: the foot is right, the hand is right, the hat is right""");
        assertThat(violation.observed()).isEqualTo("""
                        the foot is right, the hand is left, the hat is right; as could be seen
                        nearest acceptable outcome: right; differs in: the hand is left (not: is right)""");
    }

    @Test
    void aRuleThatReturnsHasPassed() throws InterruptedException {
        RuleResult result = run(model(), "ENV-91");
        assertThat(result.status()).isEqualTo(Status.PASSED);
        assertThat(result.executed()).isTrue();
        assertThat(result.transcript()).isNotEmpty();
    }

    @Test
    void aViolationSaysWhatWasExpectedAndSeenAndWhere() throws InterruptedException {
        RuleResult result = run(model(), "ENV-96");
        assertThat(result.status()).isEqualTo(Status.FAILED);
        RuleResult.Violation violation = Objects.requireNonNull(result.violation());
        assertThat(violation.expected()).contains("alice").contains("\"pong\"");
        assertThat(violation.observed()).contains("\"ping\"");
        assertThat(violation.difference()).contains("byte 2: expected 'o' (0x6f), was 'i' (0x69)");
        assertThat(result.reason()).doesNotContain("\n");
    }

    /** Prints what it is asked. */
    private static final class Talking extends ModelService {

        @Override
        protected void onEcho(Request request) {
            print(SubjectOutput.Stream.ERR, "asked " + request.word(0));
            super.onEcho(request);
        }
    }

    @Test
    void whatItPrintedStandsWhereItWasPrinted() throws InterruptedException {
        List<Event> events = run(ModelSubject.of(Talking::new), "ENV-96").transcript();
        List<Event.Note> printed = events.stream()
                .filter(event -> event.peer().equals("subject"))
                .map(Event.Note.class::cast)
                .toList();
        // Neither READY nor what was printed for earlier rules.
        assertThat(printed).extracting(Event.Note::text).containsExactly("stderr: asked ping");
        int received = events.indexOf(events.stream()
                .filter(event -> event instanceof Event.Received)
                .findFirst()
                .orElseThrow());
        assertThat(events.indexOf(printed.get(0))).isLessThanOrEqualTo(received);
        assertThat(events).isSortedAccordingTo(Comparator.comparingLong(Event::atMicros));
    }

    @Test
    void theSentenceOfARuleIsNoExpectation() throws InterruptedException {
        RuleResult.Violation violation =
                Objects.requireNonNull(run(model(), "ENV-92").violation());
        assertThat(violation.expected()).isEqualTo("what the rule says");
        assertThat(violation.observed()).isEqualTo("it does not");
    }

    @Test
    void theSuitesOwnFaultIsNeverBlamedOnTheSubject() throws InterruptedException {
        RuleResult result = run(model(), "ENV-93");
        assertThat(result.status()).isEqualTo(Status.ERROR);
        assertThat(result.executed()).isFalse();
        assertThat(result.reason()).contains("a bug of the suite");
    }

    @Test
    void whatIsNotDeclaredIsNotApplicableWithTheReason() throws InterruptedException {
        RuleResult result = run(model(), "ENV-94");
        assertThat(result.status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(result.reason()).isEqualTo("the subject does not declare curve");
    }

    @Test
    void whatTheRungCannotDecideIsNotApplicableWithTheReason() throws InterruptedException {
        RuleResult result = run(model(), "ENV-95");
        assertThat(result.status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(result.reason()).contains("an object in this JVM has none");
    }

    @Test
    void anUndecidableRuleIsTriedThreeTimesAndNeverPasses() throws InterruptedException {
        attempts[0] = 0;
        RuleResult result = run(model(), "ENV-97");
        assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(attempts[0]).isEqualTo(3);
    }

    @Test
    void aSubjectThatCannotBeStartedIsNoVerdict() {
        Subject broken = Subject.of(Role.WORKER, settings -> {
            throw new IllegalStateException("no licence");
        });
        assertThatThrownBy(() -> Session.open(broken, SessionOptions.standard()))
                .isInstanceOf(SubjectStartException.class)
                .hasMessageContaining("no licence");
    }

    @Test
    void nothingIsLeftBehind() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        run(model(), "ENV-91");
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && thread.getName().startsWith("dontwait")) {
                thread.join(Duration.ofSeconds(3).toMillis());
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }
}
