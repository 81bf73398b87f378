package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.Calibration;
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
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * One subject under examination, from its first start to its last end.
 *
 * <p>Several threads may run rules at once: those that share a subject wait for each other. JUnit and the command line both run rules through it, so a
 * verdict never depends on who asked.
 */
public final class Session implements AutoCloseable {

    /** How often a timing rule is tried while the machine stalls. */
    private static final int ATTEMPTS = 3;

    /** A stall of the suite beyond this makes a failed timing rule inconclusive. */
    private static final Duration STALL = Duration.ofMillis(150);

    private static final Duration RULE_BUDGET = Duration.ofSeconds(30);

    /** After so many starts in a row that failed the subject is taken to be gone for good. */
    private static final int LAST_START = 2;

    private final Subject subject;
    private final SessionOptions options;
    private final Timeouts timeouts;
    private final Metronome metronome;
    private final SubjectPool pool;
    private final Calibration calibration;
    private final Introduction introduction;
    private final Fitness fitness;
    private final ReentrantReadWriteLock company = new ReentrantReadWriteLock(true);
    private final Lock sharing = new ReentrantLock();
    private final AtomicInteger benches = new AtomicInteger();
    private final AtomicInteger failedStarts = new AtomicInteger();
    private volatile boolean concurrent;
    private volatile String lastRule = "the introduction";

    private Session(Subject subject, SessionOptions options) throws InterruptedException {
        this.subject = subject;
        this.options = options;
        this.timeouts = Timeouts.standard().stretchedBy(options.timeFactor());
        this.calibration = Loopback.measure();
        this.metronome = new Metronome();
        this.pool = new SubjectPool(subject);
        try {
            this.introduction = new Introducer(subject, options, timeouts, pool).introduce();
            this.fitness = new Fitness(subject.kind(), introduction, options.destructive());
        } catch (InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts the subject for the first time and finds out what it is.
     *
     * @throws SubjectStartException if it cannot be started or reached
     */
    public static Session open(Subject subject, SessionOptions options) throws InterruptedException {
        return new Session(subject, options);
    }

    /** What was found out about the subject. */
    public Introduction introduction() {
        return introduction;
    }

    /** What this machine can do, and the longest stall so far. */
    public Calibration calibration() {
        return calibration.withStallMax(metronome.longestStallEver());
    }

    /**
     * Says which rules will be run, so that subjects can be started ahead of need.
     *
     * @param threads how many threads will run them
     */
    public void expect(List<RuleInfo> rules, int threads) {
        concurrent = threads > 1;
        pool.expectFresh((int) rules.stream()
                .filter(rule -> rule.rule().fresh() && fitness.unfit(rule) == null && fitness.missing(rule) == null)
                .count());
    }

    /**
     * Runs one rule, or says why it was not run; never throws for anything that a subject or a rule does. A timing rule
     * that failed while the machine stalled, or beside other rules, is tried again alone before it is believed.
     */
    public RuleResult run(RuleInfo rule, RuleBody body) throws InterruptedException {
        String unfit = fitness.unfit(rule);
        if (unfit != null) {
            return notRun(rule, Status.NOT_APPLICABLE, unfit);
        }
        String missing = fitness.missing(rule);
        if (missing == null && failedStarts.get() >= LAST_START) {
            missing = "the subject cannot be reached any more since " + lastRule;
        }
        if (missing != null) {
            return notRun(rule, Status.FAILED, missing);
        }
        Attempt first = beside(rule, body);
        lastRule = rule.id();
        if (!first.mayBeTheMachine()) {
            return first.result();
        }
        return alone(rule, body);
    }

    private Attempt beside(RuleInfo rule, RuleBody body) throws InterruptedException {
        Lock lock = company.readLock();
        lock.lockInterruptibly();
        try {
            long begin = System.nanoTime();
            RuleResult result = attempt(rule, body);
            return new Attempt(result, metronome.longestStallSince(begin), concurrent);
        } finally {
            lock.unlock();
        }
    }

    private RuleResult alone(RuleInfo rule, RuleBody body) throws InterruptedException {
        Lock lock = company.writeLock();
        lock.lockInterruptibly();
        try {
            for (int attempt = 2; ; attempt++) {
                long begin = System.nanoTime();
                RuleResult result = attempt(rule, body);
                Attempt last = new Attempt(result, metronome.longestStallSince(begin), false);
                if (!last.mayBeTheMachine() || attempt == ATTEMPTS) {
                    return last.conclusion();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * One execution of a rule, and what the machine was like meanwhile.
     *
     * @param stall the longest moment in which the suite itself did not get the processor
     * @param inCompany whether other rules may have run beside it
     */
    private record Attempt(RuleResult result, Duration stall, boolean inCompany) {

        boolean mayBeTheMachine() {
            return result.status() == Status.INCONCLUSIVE
                    || result.status() == Status.FAILED
                            && result.rule().rule().timed()
                            && (inCompany || stall.compareTo(STALL) > 0);
        }

        /** A rule that never had a fair chance is not held against the subject. */
        RuleResult conclusion() {
            return result.status() == Status.FAILED && mayBeTheMachine()
                    ? result.as(
                            Status.INCONCLUSIVE,
                            "the machine stalled for " + stall.toMillis() + " ms, also when it was tried again; last: "
                                    + result.reason())
                    : result;
        }
    }

    private RuleResult attempt(RuleInfo rule, RuleBody body) throws InterruptedException {
        boolean shares = subject.role().isService() && !hasItsOwn(rule);
        if (!shares) {
            return attemptNow(rule, body);
        }
        sharing.lockInterruptibly();
        try {
            return attemptNow(rule, body);
        } finally {
            sharing.unlock();
        }
    }

    private boolean hasItsOwn(RuleInfo rule) {
        return rule.rule().fresh() && subject.kind().isStartedBySuite();
    }

    private RuleResult attemptNow(RuleInfo rule, RuleBody body) throws InterruptedException {
        long begin = System.nanoTime();
        AnyBench bench;
        try {
            bench = bench(rule);
            failedStarts.set(0);
        } catch (SubjectStartException e) {
            failedStarts.incrementAndGet();
            String reason =
                    "the subject cannot be started or reached any more after " + lastRule + ": " + e.getMessage();
            return notRun(rule, Status.FAILED, reason);
        }
        Duration budget = stretched(RULE_BUDGET);
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
        if (thrown != null && bench instanceof Bench service) {
            service.noteOutput();
        }
        // Taken now: that the suite then closes its own peers is of no interest to the reader.
        List<Event> events = bench.transcript().events();
        Throwable closing = close(bench);
        RuleResult result = new Judgement(rule, bench, events, Duration.ofNanos(System.nanoTime() - begin))
                .of(thrown == null ? closing : thrown);
        if (bench instanceof Bench service) {
            giveBack(service, result);
        }
        return result;
    }

    private AnyBench bench(RuleInfo rule) throws InterruptedException {
        int number = benches.incrementAndGet();
        if (!subject.role().isService()) {
            return new ClientBench(rule, introduction, timeouts, options.seed(), pool);
        }
        RunningSubject running = hasItsOwn(rule) ? pool.fresh() : pool.shared();
        return new Bench(rule, introduction, timeouts, options.seed(), number, running, pool);
    }

    private void giveBack(Bench bench, RuleResult result) {
        boolean owned = hasItsOwn(bench.rule());
        boolean suspect = result.status() != Status.PASSED && result.status() != Status.NOT_APPLICABLE;
        if (owned || suspect && subject.kind().isStartedBySuite()) {
            pool.discard(bench.subject());
        }
    }

    private void abort(AnyBench bench) {
        if (bench instanceof Bench service && subject.kind().isStartedBySuite()) {
            service.subject().close();
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

    private Duration stretched(Duration duration) {
        return Duration.ofNanos((long) (duration.toNanos() * Math.max(1, options.timeFactor())));
    }

    private static RuleResult notRun(RuleInfo rule, Status status, String reason) {
        return new RuleResult(rule, status, false, Duration.ZERO, null, reason, null, List.of());
    }

    /** Ends every subject and every thread of the session. */
    @Override
    public void close() {
        pool.close();
        metronome.close();
    }
}
