package io.github.dontwait.conformance.run;

import io.github.dontwait.conformance.Calibration;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleCatalog;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.conformance.bench.Introduction;
import io.github.dontwait.conformance.bench.Session;
import io.github.dontwait.conformance.bench.SessionOptions;
import io.github.dontwait.conformance.contract.Contract;
import io.github.dontwait.conformance.contract.Contracts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs the rules that a user selected against one subject. Used by one thread. */
public final class Runner {

    /** After so long, times the factor, no further rule of a pass over the rules is begun. */
    private static final Duration LAST_BEGIN = Duration.ofSeconds(85);

    /** After so long, times the factor, the rules under way are ended; all is told and cleaned up within 120 s then. */
    private static final Duration LAST_END = Duration.ofSeconds(105);

    private final Subject subject;
    private final RunOptions options;
    private final RunListener listener;
    private final Instant startedAt = Instant.now();
    private final long beginNanos = System.nanoTime();
    private volatile boolean stopped;

    private Runner(Subject subject, RunOptions options, RunListener listener) {
        this.subject = subject;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Runs them all; whatever the subject does, a report comes back.
     *
     * @throws IllegalArgumentException if a pattern matches no rule, or a known deviation names none
     * @throws InterruptedException if the calling thread was interrupted; every subject has then been ended
     */
    public static Report run(Subject subject, RunOptions options, RunListener listener) throws InterruptedException {
        return new Runner(subject, options, listener).run();
    }

    /**
     * The rules that these options select for a role. A hardened rule is run where hardened rules are, or where its id is
     * named in full: a pattern that matches it among others does not ask for it.
     *
     * @throws IllegalArgumentException if a pattern matches no rule, or a known deviation names none
     */
    public static RuleCatalog select(RuleCatalog all, RunOptions options) {
        options.known().entries().forEach(entry -> {
            if (all.find(entry.rule()).isEmpty()) {
                throw new IllegalArgumentException("known deviations: no rule has the id '" + entry.rule() + "'");
            }
        });
        List<Predicate<RuleInfo>> wanted =
                options.rules().stream().map(all::matching).toList();
        List<Predicate<RuleInfo>> unwanted =
                options.skip().stream().map(all::matching).toList();
        RuleCatalog selected =
                all.only(rule -> (wanted.isEmpty() || wanted.stream().anyMatch(pattern -> pattern.test(rule)))
                        && (options.hardened()
                                || !rule.rule().hardened()
                                || options.rules().stream().anyMatch(rule.id()::equalsIgnoreCase))
                        && unwanted.stream().noneMatch(pattern -> pattern.test(rule)));
        if (selected.rules().isEmpty()) {
            throw new IllegalArgumentException("no rule is left to run: --skip takes out all that --rule selects");
        }
        return selected;
    }

    private Report run() throws InterruptedException {
        List<RuleInfo> rules = select(Contracts.of(subject.role()), options).rules();
        listener.preparing("starting " + subject.name());
        SessionOptions how = new SessionOptions(
                options.profile(), options.capabilities(), options.timeFactor(), options.seed(), options.destructive());
        try (Session session = Session.open(subject, how)) {
            Introduction introduction = session.introduction();
            Report.Examined examined = examined(
                    introduction.declared(),
                    introduction.profile(),
                    introduction.idleRoundTrip(),
                    introduction.remarks());
            listener.planned(examined, rules);
            Folding folding = new Folding(rules);
            String trouble = null;
            try {
                pass(session, rules, folding);
            } catch (RuntimeException e) {
                trouble = "the suite failed: " + e;
            }
            List<String> remarks = new ArrayList<>(introduction.remarks());
            remarks.addAll(options.known().notLookedAt(folding.results()));
            return report(
                    examined(introduction.declared(), introduction.profile(), introduction.idleRoundTrip(), remarks),
                    session.calibration(),
                    session.starts(),
                    folding,
                    suiteFailed(trouble));
        } catch (SubjectStartException e) {
            Report.Trouble notStarted =
                    new Report.Trouble(Report.Trouble.Kind.SUBJECT_NOT_STARTED, String.valueOf(e.getMessage()));
            Calibration none = new Calibration(Duration.ZERO, Duration.ZERO);
            return report(
                    examined(Set.of(), options.profile(), Duration.ZERO, List.of()),
                    none,
                    Report.Starts.NONE,
                    new Folding(List.of()),
                    notStarted);
        }
    }

    private void pass(Session session, List<RuleInfo> rules, Folding folding) throws InterruptedException {
        Contract contract = External.of(subject);
        for (int repetition = 1; repetition <= options.repeat() && !stopped; repetition++) {
            // The first pass pays for the time until here.
            Duration spent = repetition == 1 ? Duration.ofNanos(System.nanoTime() - beginNanos) : Duration.ZERO;
            session.limit(
                    stretched(LAST_BEGIN).minus(spent), stretched(LAST_END).minus(spent));
            session.expect(rules, options.jobs());
            Lanes.run(rules, options.jobs(), session::shares, rule -> {
                if (stopped) {
                    return;
                }
                synchronized (folding) {
                    listener.started(rule);
                }
                RuleResult result =
                        options.known().judge(session.run(rule, bench -> Contracts.invoke(rule, contract, bench)));
                synchronized (folding) {
                    folding.add(result);
                    listener.finished(result);
                }
                if (options.failFast() && result.status() == Status.FAILED && counts(rule)) {
                    stopped = true;
                }
            });
        }
    }

    private boolean counts(RuleInfo rule) {
        return options.scoring().counts(rule);
    }

    private Duration stretched(Duration duration) {
        return Duration.ofNanos((long) (duration.toNanos() * Math.max(1, options.timeFactor())));
    }

    private Report.Examined examined(
            Set<String> capabilities, @Nullable Profile profile, Duration idleRoundTrip, List<String> remarks) {
        return new Report.Examined(
                subject.name(),
                subject.kind(),
                subject.role(),
                subject.command(),
                capabilities,
                profile,
                idleRoundTrip,
                remarks);
    }

    private Report report(
            Report.Examined examined,
            Calibration calibration,
            Report.Starts starts,
            Folding folding,
            Report.@Nullable Trouble trouble) {
        List<RuleResult> results = folding.results();
        Profile profile = examined.profile();
        int inProfile = (int) results.stream()
                .filter(result ->
                        profile != null && profile.includes(result.rule().rule().profile()))
                .count();
        Report.Run run = new Report.Run(
                options.seed(),
                options.timeFactor(),
                startedAt,
                Duration.ofNanos(System.nanoTime() - beginNanos),
                calibration,
                inProfile,
                options.repeat(),
                starts);
        return new Report(
                new Report.Suite(version(), 1, options.requirements()),
                examined,
                run,
                results,
                options.repeat() > 1 ? folding.tallies() : List.of(),
                options.scoring(),
                trouble);
    }

    private static Report.@Nullable Trouble suiteFailed(@Nullable String message) {
        return message == null ? null : new Report.Trouble(Report.Trouble.Kind.SUITE_FAILED, message);
    }

    private static String version() {
        String version = Runner.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
