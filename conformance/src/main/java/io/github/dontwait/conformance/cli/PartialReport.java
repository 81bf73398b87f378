package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Calibration;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.run.RunListener;
import io.github.dontwait.conformance.run.RunOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of a run that has not ended: enough for a report if it never does. Any thread may use it. */
final class PartialReport implements RunListener {

    private final String version;
    private final RunOptions options;
    private final RunListener next;
    private final Instant startedAt = Instant.now();
    private final long beganNanos = System.nanoTime();
    private final Map<String, RuleResult> results = new LinkedHashMap<>();
    private Report.Examined examined;
    private List<RuleInfo> planned = List.of();

    PartialReport(String version, Subject subject, RunOptions options, RunListener next) {
        this.version = version;
        this.options = options;
        this.next = next;
        this.examined = new Report.Examined(
                subject.name(),
                subject.kind(),
                subject.role(),
                subject.command(),
                Set.of(),
                options.profile(),
                Duration.ZERO,
                List.of());
    }

    @Override
    public void preparing(String what) {
        next.preparing(what);
    }

    @Override
    public void planned(Report.Examined subject, List<RuleInfo> rules) {
        synchronized (this) {
            examined = subject;
            planned = List.copyOf(rules);
        }
        next.planned(subject, rules);
    }

    @Override
    public void started(RuleInfo rule) {
        next.started(rule);
    }

    @Override
    public void finished(RuleResult result) {
        synchronized (this) {
            results.put(result.rule().id(), result);
        }
        next.finished(result);
    }

    /** A result for each rule: what was not run is undecided, and left out of no report. */
    private List<RuleResult> all(String why) {
        Map<String, RuleResult> all = new LinkedHashMap<>();
        for (RuleInfo rule : planned) {
            all.put(
                    rule.id(),
                    new RuleResult(
                            rule, Status.INCONCLUSIVE, false, Duration.ZERO, null, "not run: " + why, null, List.of()));
        }
        all.putAll(results);
        return new ArrayList<>(all.values());
    }

    /** The report as far as the run came. */
    synchronized Report cut(Report.Trouble.Kind kind, String why) {
        Profile profile = examined.profile();
        int inProfile = (int) planned.stream()
                .filter(rule -> profile != null && profile.includes(rule.rule().profile()))
                .count();
        String when = planned.isEmpty()
                ? " before the first rule"
                : " after " + results.size() + " of " + planned.size() + " rules";
        Report.Run run = new Report.Run(
                options.seed(),
                options.timeFactor(),
                startedAt,
                Duration.ofNanos(System.nanoTime() - beganNanos),
                new Calibration(Duration.ZERO, Duration.ZERO),
                inProfile,
                options.repeat(),
                Report.Starts.NONE);
        return new Report(
                new Report.Suite(version, 1, options.requirements()),
                examined,
                run,
                all(why),
                List.of(),
                options.scoring(),
                new Report.Trouble(kind, why + when));
    }
}
