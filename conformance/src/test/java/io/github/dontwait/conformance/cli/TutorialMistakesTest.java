package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.contract.Contracts;
import io.github.dontwait.conformance.report.Erratum;
import io.github.dontwait.conformance.subject.Pyzmq;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Each mistake of the tutorials, alone in a program that is right otherwise, breaks each rule that is said to show it; and
 * none of these rules fails where no mistake is left.
 */
class TutorialMistakesTest {

    private static final String FOLDER = "subjects/python-tutorial/";

    @TempDir
    private Path folder = Path.of("");

    /** Several at once: mistakes do not mend themselves when they are disturbed. */
    @TestFactory
    Stream<DynamicTest> eachMistakeIsNamedByItsRules() {
        return Erratum.all().stream().flatMap(erratum -> byRole(erratum.id(), erratum.rules()).entrySet().stream()
                .map(part -> dynamicTest(test -> test.displayName(
                                erratum.id() + " (" + part.getKey().word() + ") breaks " + part.getValue())
                        .executionMode(ExecutionMode.CONCURRENT)
                        .executable(() -> requireBroken(erratum.id(), part.getKey(), part.getValue())))));
    }

    @TestFactory
    Stream<DynamicTest> theMendedProgramsBreakNone() {
        Map<Role, Set<String>> named = new TreeMap<>();
        for (Erratum erratum : Erratum.all()) {
            byRole(erratum.id(), erratum.rules())
                    .forEach((role, rules) ->
                            named.computeIfAbsent(role, none -> new TreeSet<>()).addAll(rules));
        }
        return named.entrySet().stream()
                .map(part -> dynamicTest("the mended " + part.getKey().word(), () -> {
                    RealRun run = run("", part.getKey(), part.getValue());
                    assertThat(run.code()).as("%s%s", run.out(), run.err()).isZero();
                    assertThat(run.json().at("/summary/executed").asInt()).isPositive();
                }));
    }

    /** The worker's tutorial is A, the server's B; what only a client can show is shown by the client. */
    private static Map<Role, Set<String>> byRole(String erratum, List<String> rules) {
        Role service = erratum.startsWith("A") ? Role.WORKER : Role.SERVER;
        Map<Role, Set<String>> parts = new TreeMap<>(Comparator.comparing(Role::word));
        for (String rule : rules) {
            boolean isOfService = Contracts.of(service).find(rule).isPresent();
            parts.computeIfAbsent(isOfService ? service : Role.CLIENT, none -> new TreeSet<>())
                    .add(rule);
        }
        return parts;
    }

    private void requireBroken(String mistake, Role role, Set<String> rules) throws Exception {
        // What does not come soon does not come, of programs that are wrong.
        RealRun run = run(" --leave " + mistake, role, rules, "--time-factor", "0.4");
        List<String> failed = new ArrayList<>();
        for (JsonNode rule : run.json().at("/rules")) {
            if (rule.at("/status").asText().equals("failed")) {
                failed.add(rule.at("/id").asText());
            }
        }
        assertThat(failed).as("%s%s", run.out(), run.err()).containsExactlyInAnyOrderElementsOf(rules);
    }

    private RealRun run(String arguments, Role role, Set<String> rules, String... more) throws Exception {
        String program = role == Role.CLIENT ? "mended_client.py" : "mended_service.py";
        List<String> options = new ArrayList<>(
                List.of("--role", role.word(), "--rule", rules.stream().collect(Collectors.joining(","))));
        options.addAll(List.of(more));
        return RealRun.exec(
                Files.createTempDirectory(folder, "run"),
                Pyzmq.python() + " " + FOLDER + program + arguments,
                options.toArray(String[]::new));
    }
}
