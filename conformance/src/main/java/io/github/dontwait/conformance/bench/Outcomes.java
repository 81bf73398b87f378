package io.github.dontwait.conformance.bench;

import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The behaviours that satisfy a rule, each as a set of facts, and what was seen held against them: for a rule whose
 * sentence allows several. What is like none of them is a failure that names the nearest, and what it lacks.
 *
 * <p>A fact has a subject and what is said of it: {@code "the second" → "is not served"}.
 */
public final class Outcomes {

    private final AnyBench bench;
    private final String situation;
    private final Map<String, Map<String, String>> accepted = new LinkedHashMap<>();

    private Outcomes(AnyBench bench, String situation) {
        this.bench = bench;
        this.situation = situation;
    }

    /** None yet; the situation is told by every failure: {@code two connections with one routing id}. */
    public static Outcomes of(AnyBench bench, String situation) {
        return new Outcomes(bench, situation);
    }

    /**
     * Accepts an outcome.
     *
     * @throws IllegalArgumentException if the rule does not declare it
     */
    public Outcomes accept(String name, Map<String, String> facts) {
        bench.requireDeclared(name);
        accepted.put(name, new TreeMap<>(facts));
        return this;
    }

    /**
     * Finds the outcome that was seen. Telling the bench is left to the rule, which may see several.
     *
     * @param seen the same things, and what is true of them
     * @param evidence what shows it, for a failure; may be empty
     * @throws ExpectationFailedError if it is none that was accepted
     */
    public String judge(Map<String, String> seen, String evidence) {
        Map.Entry<String, Map<String, String>> nearest = accepted.entrySet().stream()
                .min(Comparator.comparingInt(
                        outcome -> differences(outcome.getValue(), seen).size()))
                .orElseThrow(() -> new IllegalStateException(bench.rule() + " accepts no outcome"));
        List<String> differences = differences(nearest.getValue(), seen);
        if (differences.isEmpty()) {
            return nearest.getKey();
        }
        String all = accepted.entrySet().stream()
                .map(outcome -> "\n  " + outcome.getKey() + ": " + words(outcome.getValue()))
                .collect(Collectors.joining());
        throw bench.failed(
                situation + " to come to an acceptable outcome:" + all,
                words(new TreeMap<>(seen)) + (evidence.isEmpty() ? "" : "; " + evidence)
                        + "\nnearest acceptable outcome: " + nearest.getKey() + "; differs in: "
                        + String.join(", ", differences));
    }

    private static List<String> differences(Map<String, String> wanted, Map<String, String> seen) {
        return wanted.entrySet().stream()
                .filter(fact -> !fact.getValue().equals(seen.get(fact.getKey())))
                .map(fact -> fact.getKey() + " " + seen.getOrDefault(fact.getKey(), "was not seen") + " (not: "
                        + fact.getValue() + ")")
                .toList();
    }

    private static String words(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .collect(Collectors.joining(", "));
    }
}
