package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a rule once, on a subject from the pool, and comes to its verdict. Used by several threads at once; who may run
 * beside whom, and what is tried again, is the session's business.
 */
final class Examiner {

    private static final Duration RULE_BUDGET = Duration.ofSeconds(30);

    /** After so many starts in a row that failed the subject is taken to be gone for good. */
    private static final int LAST_START = 2;

    private final Subject subject;
    private final Introduction introduction;
    private final SessionOptions options;
    private final Patience patience;
    private final SubjectPool pool;
    private final AtomicInteger benches = new AtomicInteger();
    private final AtomicInteger failedStarts = new AtomicInteger();
    private volatile String lastRule = "the introduction";

    Examiner(Subject subject, Introduction introduction, SessionOptions options, Patience patience, SubjectPool pool) {
        this.subject = subject;
        this.introduction = introduction;
        this.options = options;
        this.patience = patience;
        this.pool = pool;
    }

    /** Why nothing is to be hoped for any more, since the last starts failed; null where they did not. */
    @Nullable
    String unreachable() {
        return failedStarts.get() < LAST_START ? null : "the subject cannot be reached any more since " + lastRule;
    }

    /** How long a rule may take, unless the whole run ends before. */
    Duration budget() {
        return Duration.ofNanos((long) (RULE_BUDGET.toNanos() * Math.max(1, options.timeFactor())));
    }

    /** Whether a rule gets a subject that no other rule uses. */
    boolean hasItsOwn(RuleInfo rule) {
        return rule.rule().fresh() && subject.kind().isStartedBySuite();
    }

    /** The result of a rule that was not run. */
    static RuleResult notRun(RuleInfo rule, Status status, String reason) {
        return new RuleResult(rule, status, false, Duration.ZERO, null, reason, null, List.of());
    }

    /** Runs it once; never throws for anything that a subject or a rule does. */
    RuleResult examine(RuleInfo rule, RuleBody body) throws InterruptedException {
        try {
            return examineNow(rule, body);
        } finally {
            lastRule = rule.id();
        }
    }

    private RuleResult examineNow(RuleInfo rule, RuleBody body) throws InterruptedException {
        // Here, not before: it may have waited long for those before it.
        if (patience.isOver()) {
            return notRun(rule, Status.INCONCLUSIVE, Session.OUT_OF_TIME);
        }
        long begin = System.nanoTime();
        Timeouts timeouts = patience.timeouts();
        AnyBench bench;
        try {
            bench = bench(rule, timeouts);
            failedStarts.set(0);
        } catch (SubjectStartException e) {
            failedStarts.incrementAndGet();
            String reason =
                    "the subject cannot be started or reached any more after " + lastRule + ": " + e.getMessage();
            return notRun(rule, Status.FAILED, reason);
        }
        Duration budget = patience.budget(budget());
        Throwable thrown;
        try {
            thrown = RuleThread.run(
                    "dontwait-rule-" + rule.id(),
                    budget,
                    () -> {
                        body.run(bench);
                        if (bench instanceof Bench service) {
                            service.expectAlive();
                        }
                    },
                    () -> abort(bench));
        } finally {
            pool.startAhead();
        }
        String death = null;
        // Taken now: that the suite then closes its own peers is of no interest to the reader.
        List<Event> events;
        if (thrown != null && bench instanceof Bench service) {
            death = service.death();
            events = service.eventsAndOutput();
        } else {
            events = bench.transcript().events();
        }
        Throwable closing = close(bench);
        RuleResult result = new Judgement(rule, bench, events, Duration.ofNanos(System.nanoTime() - begin), death)
                .of(thrown == null ? closing : thrown);
        if (bench instanceof Bench service) {
            giveBack(service, result);
        }
        patience.learn(result, timeouts);
        boolean wasCutShort = budget.compareTo(budget()) < 0;
        return wasCutShort && thrown instanceof RuleThread.OverBudget
                ? result.as(Status.INCONCLUSIVE, Session.OUT_OF_TIME)
                : result;
    }

    private AnyBench bench(RuleInfo rule, Timeouts timeouts) throws InterruptedException {
        int number = benches.incrementAndGet();
        if (!subject.role().isService()) {
            return new ClientBench(rule, introduction, timeouts, options.seed(), pool);
        }
        RunningSubject running = hasItsOwn(rule) ? pool.fresh(rule.rule().settings()) : pool.shared();
        try {
            return new Bench(rule, introduction, timeouts, options.seed(), number, running, pool);
        } catch (IllegalArgumentException e) {
            pool.discard(running);
            throw new SubjectStartException(
                    "it says that it serves at '" + running.endpoint() + "', where nobody can connect: "
                            + e.getMessage(),
                    e);
        }
    }

    private void giveBack(Bench bench, RuleResult result) {
        boolean owned = hasItsOwn(bench.rule());
        boolean suspect = result.status() != Status.PASSED && result.status() != Status.NOT_APPLICABLE;
        if (owned || suspect && subject.kind().isStartedBySuite()) {
            pool.discard(bench.subject());
        }
        if (suspect) {
            bench.discardBorrowed();
        }
    }

    private void abort(AnyBench bench) {
        if (bench instanceof Bench service && subject.kind().isStartedBySuite()) {
            pool.discard(service.subject());
            service.discardBorrowed();
        }
        close(bench);
    }

    private static @Nullable Throwable close(AnyBench bench) {
        try {
            bench.close();
            return null;
        } catch (Exception e) {
            return e;
        }
    }
}
