package io.github.dontwait.conformance.report;

import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.RuleResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Failures with one cause: the first is told in full, the others are named.
 *
 * <p>Rules that were not run for the same reason always make a group. Rules that were run do only where many saw the very
 * same thing, since two rules may well see the same and ask for different things.
 *
 * A subject that died tells more than the rules that it died in: its deaths come first, one for each cause.
 *
 * @param first the first of them, in the order of the catalogue
 * @param others the rest
 */
record FailureGroup(RuleResult first, List<RuleResult> others) {

    private static final int MANY = 4;

    /** All results, grouped, in the order in which each group's first one came. */
    static List<FailureGroup> of(List<RuleResult> failures, boolean isEachAlone) {
        Map<String, List<RuleResult>> byCause = new LinkedHashMap<>();
        for (RuleResult failure : failures) {
            byCause.computeIfAbsent(cause(failure), cause -> new ArrayList<>()).add(failure);
        }
        List<FailureGroup> groups = new ArrayList<>();
        for (List<RuleResult> same : byCause.values()) {
            boolean wasRun = same.get(0).executed() && !isDeath(same.get(0));
            if (wasRun && (isEachAlone || same.size() < MANY)) {
                same.forEach(failure -> groups.add(new FailureGroup(failure, List.of())));
            } else {
                groups.add(new FailureGroup(same.get(0), List.copyOf(same.subList(1, same.size()))));
            }
        }
        groups.sort(Comparator.comparing(group -> !isDeath(group.first())));
        return groups;
    }

    static boolean isDeath(RuleResult failure) {
        return failure.violation() != null && failure.violation().death() != null;
    }

    private static String cause(RuleResult failure) {
        if (KnownDeviations.isStale(failure)) {
            return failure.rule().id();
        }
        RuleResult.Violation violation = failure.violation();
        if (violation != null && violation.death() != null) {
            return "death" + violation.death().replaceAll("0x[0-9a-f]+|[0-9]+", "#");
        }
        String seen = violation == null ? failure.reason() : violation.observed();
        return failure.executed() + seen.replaceAll("[0-9]+", "#");
    }
}
