package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleCatalog;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.report.Samples;
import io.github.dontwait.conformance.run.RunListener;
import io.github.dontwait.conformance.run.RunOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A suite whose runs end as a test says; it remembers what it was asked. */
final class FakeSuite implements Suite {

    private final Supplier<Report> outcome;
    final List<RunOptions> runs = new ArrayList<>();
    final List<SubjectChoice> choices = new ArrayList<>();

    FakeSuite(Supplier<Report> outcome) {
        this.outcome = outcome;
    }

    static FakeSuite of(Report report) {
        return new FakeSuite(() -> report);
    }

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public RuleCatalog rules(Role role) {
        return Samples.catalog();
    }

    @Override
    public RuleCatalog select(Role role, RunOptions options) {
        options.rules().forEach(rules(role)::matching);
        options.skip().forEach(rules(role)::matching);
        return rules(role);
    }

    @Override
    public Subject subject(SubjectChoice choice) {
        choices.add(choice);
        return new Subject() {
            @Override
            public Role role() {
                return choice.role();
            }

            @Override
            public RunningSubject start(SubjectSettings settings) {
                throw new IllegalStateException("nobody starts this one");
            }

            @Override
            public String name() {
                return "a fake";
            }

            @Override
            public Kind kind() {
                return choice.kind();
            }
        };
    }

    @Override
    public Report run(Subject subject, RunOptions options, RunListener listener) {
        runs.add(options);
        Report report = outcome.get();
        listener.preparing("starting a fake");
        List<RuleInfo> rules = report.results().stream().map(RuleResult::rule).toList();
        listener.planned(report.subject(), rules);
        for (RuleResult result : report.results()) {
            listener.started(result.rule());
            listener.finished(result);
        }
        return report;
    }
}
