package io.github.dontwait.conformance.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.contract.Contracts;
import io.github.dontwait.conformance.mutant.ConcurrentService;
import io.github.dontwait.conformance.mutant.ModelSubject;
import io.github.dontwait.conformance.run.RunListener;
import io.github.dontwait.conformance.run.RunOptions;
import io.github.dontwait.conformance.run.Runner;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every rule is quiet on right subjects of other designs, in a run as the command line makes it: several rules at once.
 *
 * <p>{@code -Ddontwait.rule=IDN-01} or {@code =IDN} runs only the rules whose ids begin so, {@code -Ddontwait.control=chatty}
 * only the controls of a name that contains it, {@code =all} also those that the build leaves out, {@code -Ddontwait.repeat=5} everything so many times.
 */
class OtherDesignsTest {

    private static final int MOST_INCONCLUSIVE_PERCENT = 2;

    private record Control(String name, Subject subject, Predicate<RuleInfo> rules) {

        /** Held to every rule. */
        Control(String name, Subject subject) {
            this(name, subject, rule -> true);
        }
    }

    /** The build has time for these. */
    private static List<Control> controls() {
        return List.of(
                new Control("threads behind a loop", ModelSubject.of(ThreadedService::new, Role.WORKER)),
                new Control("every reply by a timer", ModelSubject.of(TimerService::new, Role.WORKER)),
                new Control("chatty process", ModelSubject.asProcess(ChattyService.AsProcess.class, Role.WORKER)),
                new Control(
                        "busy collector",
                        ModelSubject.asProcess(WastefulService.class, Role.WORKER, WastefulService.HEAP)),
                new Control(
                        "finds a port itself",
                        ModelSubject.asProcess(OwnPortService.class, Role.WORKER),
                        OtherDesignsTest::starts),
                new Control(
                        "late to be ready",
                        ModelSubject.asProcess(LateService.class, Role.WORKER),
                        OtherDesignsTest::stops));
    }

    /** Those for which it has none: {@code -Ddontwait.control=all} runs them too. */
    private static List<Control> others() {
        return List.of(
                new Control(
                        "JeroMQ's workers behind a proxy",
                        ModelSubject.of(ProxiedService::new, Role.WORKER),
                        rule -> !rule.rule().hardened()),
                new Control("one message a turn", ModelSubject.of(OneByOneService::new, Role.SERVER)),
                new Control("work beside the loop", ModelSubject.of(ConcurrentService::new, Role.WORKER)),
                new Control("sleeps while idle", ModelSubject.of(SleepingService::new, Role.WORKER)),
                new Control("chatty", ModelSubject.of(ChattyService::new, Role.WORKER)));
    }

    /** Rules that start a subject of their own. */
    private static boolean starts(RuleInfo rule) {
        return rule.rule().fresh();
    }

    /** Of those a few: each costs three seconds. */
    private static boolean stops(RuleInfo rule) {
        return Set.of("SHD-01", "SHD-06", "REC-01").contains(rule.id());
    }

    @TestFactory
    Stream<DynamicTest> everyRuleIsQuiet() {
        String wanted = System.getProperty("dontwait.control", "");
        Stream<Control> known = wanted.isEmpty()
                ? controls().stream()
                : Stream.of(controls(), others()).flatMap(List::stream);
        List<Control> wantedControls = known.filter(
                        each -> wanted.equals("all") || each.name().contains(wanted))
                .toList();
        return IntStream.range(0, Integer.getInteger("dontwait.repeat", 1))
                .boxed()
                .flatMap(repetition -> wantedControls.stream())
                .map(control -> dynamicTest(control.name(), () -> examine(control)));
    }

    private static void examine(Control control) throws InterruptedException {
        String begin = System.getProperty("dontwait.rule", "");
        List<String> rules = Contracts.of(control.subject().role()).rules().stream()
                .filter(rule -> rule.id().startsWith(begin))
                .filter(control.rules())
                .map(RuleInfo::id)
                .toList();
        if (rules.isEmpty()) {
            abort("no rule for it begins with " + begin);
        }
        Report report = Runner.run(control.subject(), options(rules), RunListener.silent());
        assertThat(report.trouble()).isNull();
        assertThat(report.results().stream()
                        .filter(result -> result.status() == Status.FAILED || result.status() == Status.ERROR)
                        .map(OtherDesignsTest::text))
                .as("rules that are not quiet on '%s'", control.name())
                .isEmpty();
        assertThat(report.executed()).isPositive();
        assertThat(report.results().stream()
                        .filter(result -> result.status() == Status.INCONCLUSIVE)
                        .map(OtherDesignsTest::text))
                .as("what the machine did not allow to decide on '%s'", control.name())
                .hasSizeLessThanOrEqualTo(Math.max(1, rules.size() * MOST_INCONCLUSIVE_PERCENT / 100));
    }

    private static RunOptions options(List<String> rules) {
        return new RunOptions(
                null,
                Set.of(),
                rules,
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

    private static String text(RuleResult result) {
        return "%s %s: %s %s\n%s\n"
                .formatted(
                        result.rule(),
                        result.status().word(),
                        result.reason(),
                        result.violation() == null ? "" : result.violation(),
                        result.transcript());
    }
}
