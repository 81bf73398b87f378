package io.github.dontwait.conformance.cross;

import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.cross.Cell.Outcome;
import io.github.dontwait.conformance.mutant.KillCheck;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.run.RunListener;
import io.github.dontwait.conformance.run.RunOptions;
import io.github.dontwait.conformance.run.Runner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs every rule of its role against one mutant: several at once, as a user's run does, and what failed unclaimed or was
 * not decided a second time, since it may have been chance.
 */
final class Cross {

    private final Specimen specimen;
    private final int jobs;

    Cross(Specimen specimen, int jobs) {
        this.specimen = specimen;
        this.jobs = jobs;
    }

    /** A cell for each rule, in the order of the catalogue. */
    List<Cell> run() throws InterruptedException {
        Map<String, RuleResult> first = run(specimen.rules(), jobs);
        List<RuleInfo> doubtful = specimen.rules().stream()
                .filter(rule -> isDoubtful(rule, first.get(rule.id())))
                .toList();
        Map<String, RuleResult> second = new LinkedHashMap<>(run(
                doubtful.stream()
                        .filter(rule -> specimen.claimed(rule).isEmpty())
                        .toList(),
                jobs));
        // What is claimed is judged as the build does: by the rule alone.
        second.putAll(run(
                doubtful.stream()
                        .filter(rule -> specimen.claimed(rule).isPresent())
                        .toList(),
                1));
        List<Cell> cells = new ArrayList<>();
        for (RuleInfo rule : specimen.rules()) {
            cells.add(cell(rule, first.get(rule.id()), second.get(rule.id())));
        }
        return cells;
    }

    private boolean isDoubtful(RuleInfo rule, @Nullable RuleResult result) {
        if (result == null) {
            return false;
        }
        Kills claimed = specimen.kills().get(rule.id());
        return claimed == null
                ? Outcome.of(result) == Outcome.KILLED || Outcome.of(result) == Outcome.UNDECIDED
                : KillCheck.fault(claimed, result).isPresent();
    }

    private Cell cell(RuleInfo rule, @Nullable RuleResult first, @Nullable RuleResult second) {
        RuleResult last = second == null ? first : second;
        Kills claimed = specimen.kills().get(rule.id());
        if (first == null || last == null) {
            return cell(rule, Outcome.NOT_APPLICABLE, claimed == null ? "" : "the mutant could not be started");
        }
        Outcome outcome = Outcome.of(last);
        if (claimed != null) {
            String fault = KillCheck.fault(claimed, last).orElse("");
            boolean isByAccident = outcome == Outcome.KILLED && !fault.isEmpty();
            return cell(rule, isByAccident ? Outcome.BY_ACCIDENT : outcome, fault);
        }
        boolean killedOnce = (Outcome.of(first) == Outcome.KILLED) != (outcome == Outcome.KILLED);
        return cell(rule, killedOnce ? Outcome.SOMETIMES : outcome, "");
    }

    private Cell cell(RuleInfo rule, Outcome outcome, String fault) {
        return new Cell(
                specimen.name(), specimen.role(), rule.id(), specimen.kills().containsKey(rule.id()), outcome, fault);
    }

    private Map<String, RuleResult> run(List<RuleInfo> rules, int threads) throws InterruptedException {
        Map<String, RuleResult> results = new LinkedHashMap<>();
        for (boolean asProcess : new boolean[] {false, true}) {
            List<String> ids = rules.stream()
                    .filter(rule -> specimen.isProcessFor(rule) == asProcess)
                    .map(RuleInfo::id)
                    .toList();
            if (!ids.isEmpty()) {
                Report report = Runner.run(specimen.subject(asProcess), options(ids, threads), RunListener.silent());
                report.results().forEach(result -> results.put(result.rule().id(), result));
            }
        }
        return results;
    }

    private static RunOptions options(List<String> ids, int threads) {
        return new RunOptions(
                null,
                Set.of(),
                ids,
                List.of(),
                Report.Scoring.of(Level.MAY),
                true,
                true,
                false,
                KnownDeviations.none(),
                KillCheck.TIME_FACTOR,
                1,
                1,
                threads);
    }
}
