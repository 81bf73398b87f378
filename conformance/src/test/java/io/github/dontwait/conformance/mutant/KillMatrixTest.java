package io.github.dontwait.conformance.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.mutant.Mutants.Mutant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every rule kills its mutants, and for the right reason. Writes the matrix to {@code target/kill-matrix.md}; that of every
 * mutant by every rule takes hours, and {@code conformance/measure-kills} makes it.
 *
 * <p>{@code -Ddontwait.mutant=IDN-01} or {@code =SwapsReplies} runs only those of a rule, or one mutant;
 * {@code -Ddontwait.repeat=20} runs each so many times, to find a kill that is a matter of luck.
 */
class KillMatrixTest {

    private static final Map<String, String> MATRIX = new ConcurrentSkipListMap<>();

    /** Several at once: mutants do not become right when they are disturbed. */
    @TestFactory
    Stream<DynamicTest> everyRuleKillsItsMutants() {
        return kills(mutant -> !isHeavy(mutant), ExecutionMode.CONCURRENT);
    }

    /** One at a time: they keep the processors busy. */
    @TestFactory
    Stream<DynamicTest> everyHeavyRuleKillsItsMutants() {
        return kills(KillMatrixTest::isHeavy, ExecutionMode.SAME_THREAD);
    }

    private static Stream<DynamicTest> kills(Predicate<Mutant> condition, ExecutionMode mode) {
        List<Mutant> mutants = wanted().stream().filter(condition).toList();
        return Stream.generate(() -> mutants)
                .limit(Integer.getInteger("dontwait.repeat", 1))
                .flatMap(List::stream)
                .map(mutant -> dynamicTest(test ->
                        test.displayName(mutant.toString()).executionMode(mode).executable(() -> kill(mutant))));
    }

    private static List<Mutant> wanted() {
        String wanted = System.getProperty("dontwait.mutant", "");
        List<Mutant> mutants = Mutants.all().stream()
                .filter(mutant -> wanted.isEmpty()
                        || mutant.name().equals(wanted)
                        || mutant.kills().rule().equals(wanted))
                .toList();
        assertThat(mutants).as("mutants that match '%s'", wanted).isNotEmpty();
        return mutants;
    }

    private static boolean isHeavy(Mutant mutant) {
        RuleInfo rule = Examination.allRules().get(mutant.kills().rule());
        return rule != null && rule.rule().heavy();
    }

    private static void kill(Mutant mutant) throws InterruptedException {
        Kills kills = mutant.kills();
        RuleInfo rule = Examination.allRules().get(kills.rule());
        if (rule == null) {
            abort("there is no rule " + kills.rule() + "; MutantNamesTest says so too");
            return;
        }
        boolean asProcess = kills.asProcess() || !rule.rule().java();
        Subject subject = asProcess
                ? ModelSubject.asProcess(mutant.type(), kills.role())
                : ModelSubject.of(mutant.type(), kills.role());
        RuleInfo ofRole = Examination.find(subject.role(), kills.rule())
                .orElseThrow(() -> new AssertionError(
                        kills.rule() + " is no rule for a " + subject.role().word() + "; say role = … in @Kills"));
        RuleResult result = Examination.run(subject, ofRole, KillCheck.TIME_FACTOR);
        MATRIX.put(
                mutant.toString(),
                "| %s | %s | %s | %d |"
                        .formatted(
                                kills.rule(),
                                mutant.name(),
                                result.status().word(),
                                result.duration().toMillis()));
        assertThat(KillCheck.fault(kills, result)).as("%s", mutant).isEmpty();
    }

    @AfterAll
    static void writeMatrix() throws IOException {
        Path target = Path.of("target");
        if (Files.isDirectory(target) && !MATRIX.isEmpty()) {
            Files.writeString(
                    target.resolve("kill-matrix.md"),
                    "| rule | mutant | verdict | ms |\n| --- | --- | --- | --- |\n" + String.join("\n", MATRIX.values())
                            + "\n");
        }
    }
}
