package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.Calibration;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.testkit.dutycycle.Metronome;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * One subject under examination, from its first start to its last end.
 *
 * <p>Several threads may run rules at once: those that share a subject wait for each other. JUnit and the command line both
 * run rules through it, so a verdict never depends on who asked.
 */
public final class Session implements AutoCloseable {

    /** How often a timing rule is tried while the machine stalls. */
    private static final int ATTEMPTS = 3;

    /** An object in this JVM may take so many times the patience for an arrival to start: 15 s. */
    private static final int START_ARRIVALS = 3;

    /** Why a rule was not run, or not to its end, where a limit was set and is reached. */
    public static final String OUT_OF_TIME = "the time of the whole run was used up";

    private final Subject subject;
    private final Patience patience;
    private final Metronome metronome;
    private final SubjectPool pool;
    private final Calibration calibration;
    private final Introduction introduction;
    private final Fitness fitness;
    private final ReentrantReadWriteLock company = new ReentrantReadWriteLock(true);
    private final Lock sharing = new ReentrantLock();
    private final Examiner examiner;
    private volatile boolean concurrent;

    private Session(Subject subject, SessionOptions options) throws InterruptedException {
        this.subject = subject;
        Timeouts timeouts = Timeouts.standard().stretchedBy(options.timeFactor());
        this.patience = new Patience(timeouts);
        this.calibration = Loopback.measure();
        this.metronome = new Metronome();
        this.pool = new SubjectPool(subject, timeouts.arrival().multipliedBy(START_ARRIVALS));
        try {
            this.introduction = new Introducer(subject, options, timeouts, pool).introduce();
            this.fitness = new Fitness(subject.kind(), introduction, options.destructive());
            this.examiner = new Examiner(subject, introduction, options, patience, pool);
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

    /** The starts of the subject so far, those of the introduction included. */
    public Report.Starts starts() {
        return pool.starts();
    }

    /**
     * Says which rules will be run, so that subjects can be started ahead of need.
     *
     * @param threads how many threads will run them
     */
    public void expect(List<RuleInfo> rules, int threads) {
        concurrent = threads > 1;
        pool.expectFresh((int) rules.stream()
                .filter(rule -> rule.rule().fresh()
                        && rule.rule().settings().length == 0
                        && fitness.unfit(rule) == null
                        && fitness.missing(rule) == null)
                .count());
    }

    /**
     * Limits the run, counted from now; without it only each rule is limited.
     *
     * @param lastBegin when no further rule is begun; those to come are inconclusive, {@link #OUT_OF_TIME}
     * @param end when the rules under way are ended
     */
    public void limit(Duration lastBegin, Duration end) {
        patience.limit(lastBegin, end);
    }

    /**
     * Runs one rule, or says why it was not run; never throws for anything that a subject or a rule does. A timing rule
     * that failed while the machine stalled, or beside other rules, is tried again alone before it is believed.
     */
    public RuleResult run(RuleInfo rule, RuleBody body) throws InterruptedException {
        String unfit = fitness.unfit(rule);
        if (unfit != null) {
            return Examiner.notRun(rule, Status.NOT_APPLICABLE, unfit);
        }
        String missing = fitness.missing(rule);
        if (missing == null) {
            missing = examiner.unreachable();
        }
        if (missing != null) {
            return Examiner.notRun(rule, Status.FAILED, missing);
        }
        if (patience.isOver()) {
            return Examiner.notRun(rule, Status.INCONCLUSIVE, OUT_OF_TIME);
        }
        Attempt first = beside(rule, body);
        boolean usedUpItsTime = first.result().duration().compareTo(examiner.budget()) >= 0;
        if (!first.mayBeTheMachine() || usedUpItsTime) {
            return first.result();
        }
        return alone(rule, body, first);
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

    private RuleResult alone(RuleInfo rule, RuleBody body, Attempt first) throws InterruptedException {
        Lock lock = company.writeLock();
        lock.lockInterruptibly();
        try {
            Attempt last = first;
            for (int attempt = 2; attempt <= ATTEMPTS && last.mayBeTheMachine() && !patience.isOver(); attempt++) {
                long begin = System.nanoTime();
                RuleResult result = attempt(rule, body);
                last = new Attempt(result, metronome.longestStallSince(begin), false);
            }
            return last.conclusion();
        } finally {
            lock.unlock();
        }
    }

    private RuleResult attempt(RuleInfo rule, RuleBody body) throws InterruptedException {
        if (!shares(rule)) {
            return examiner.examine(rule, body);
        }
        sharing.lockInterruptibly();
        try {
            return examiner.examine(rule, body);
        } finally {
            sharing.unlock();
        }
    }

    /** Whether a rule runs on the subject that others use, too, and so never beside one of these. */
    public boolean shares(RuleInfo rule) {
        return subject.role().isService() && !examiner.hasItsOwn(rule);
    }

    /** Ends every subject and every thread of the session. */
    @Override
    public void close() {
        try {
            pool.close();
        } finally {
            metronome.close();
        }
    }
}
