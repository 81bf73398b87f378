package io.github.dontwait.conformance.run;

import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import java.util.ArrayList;
import java.util.List;

/** Gathers results, one for each rule; of several the worst, by the order of how much a reader must care. */
final class Folding {

    private static final List<Status> WORST_LAST = List.of(
            Status.NOT_APPLICABLE, Status.PASSED, Status.KNOWN, Status.INCONCLUSIVE, Status.FAILED, Status.ERROR);

    private final List<RuleInfo> rules;
    private final List<RuleResult> all = new ArrayList<>();

    Folding(List<RuleInfo> rules) {
        this.rules = rules;
    }

    void add(RuleResult result) {
        all.add(result);
    }

    List<RuleResult> results() {
        List<RuleResult> folded = new ArrayList<>();
        for (RuleInfo rule : rules) {
            of(rule).stream()
                    .reduce((one, other) ->
                            WORST_LAST.indexOf(other.status()) > WORST_LAST.indexOf(one.status()) ? other : one)
                    .ifPresent(folded::add);
        }
        return folded;
    }

    List<Report.Tally> tallies() {
        return rules.stream()
                .map(rule -> new Report.Tally(
                        rule,
                        of(rule).size(),
                        count(rule, Status.PASSED),
                        count(rule, Status.FAILED),
                        count(rule, Status.INCONCLUSIVE),
                        count(rule, Status.ERROR)))
                .toList();
    }

    private int count(RuleInfo rule, Status status) {
        return (int)
                of(rule).stream().filter(result -> result.status() == status).count();
    }

    private List<RuleResult> of(RuleInfo rule) {
        return all.stream().filter(result -> result.rule().equals(rule)).toList();
    }
}
