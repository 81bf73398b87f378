package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.Calibration;
import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Rung;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subject under examination, from its first start to its last end.
 *
 * <p>Used by one thread: rules are run one after another. JUnit and the command line both run rules through it, so a
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
    private int benches;
    private int failedStarts;
    private String lastRule = "the introduction";

    private Session(Subject subject, SessionOptions options) throws InterruptedException {
        this.subject = subject;
        this.options = options;
        this.timeouts = Timeouts.standard().stretchedBy(options.timeFactor());
        this.calibration = Loopback.measure();
        this.metronome = new Metronome();
        this.pool = new SubjectPool(subject);
        try {
            this.introduction = new Introducer(subject, options, timeouts, pool).introduce();
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

    /** Says which rules will be run, so that subjects can be started ahead of need. */
    public void expect(List<RuleInfo> rules) {
        pool.expectFresh((int) rules.stream()
                .filter(rule -> rule.rule().fresh() && unfit(rule) == null && missing(rule) == null)
                .count());
    }

    /** Runs one rule, or says why it was not run; never throws for anything that a subject or a rule does. */
    public RuleResult run(RuleInfo rule, RuleBody body) throws InterruptedException {
        String unfit = unfit(rule);
        if (unfit != null) {
            return notRun(rule, Status.NOT_APPLICABLE, unfit);
        }
        String missing = missing(rule);
        if (missing != null) {
            return notRun(rule, Status.FAILED, missing);
        }
        RuleResult result = attempt(rule, body);
        for (int attempt = 2; mayBeTheMachine(result); attempt++) {
            if (attempt > ATTEMPTS) {
                return result.status() == Status.INCONCLUSIVE
                        ? result
                        : result.as(
                                Status.INCONCLUSIVE,
                                "the machine stalled for "
                                        + metronome.longestStall().toMillis() + " ms in each of " + ATTEMPTS
                                        + " attempts; last: " + result.reason());
            }
            result = attempt(rule, body);
        }
        lastRule = rule.id();
        return result;
    }

    private boolean mayBeTheMachine(RuleResult result) {
        return result.status() == Status.INCONCLUSIVE
                || result.status() == Status.FAILED
                        && result.rule().rule().timed()
                        && metronome.longestStall().compareTo(STALL) > 0;
    }

    /** Why a rule cannot be held against this subject; null if it can. */
    private @Nullable String unfit(RuleInfo info) {
        Rule rule = info.rule();
        Subject.Kind kind = subject.kind();
        if (rule.rung() != Rung.ENDPOINT && !kind.isStartedBySuite()) {
            return "the suite must start the subject itself to decide it (--exec)";
        }
        if (rule.rung() == Rung.CONTAINER && kind != Subject.Kind.IMAGE) {
            return "only a container can be paused and cut off";
        }
        if (rule.rung() == Rung.JAVA && kind != Subject.Kind.CLASS) {
            return "only an object in this JVM lets its threads be seen";
        }
        if (!rule.java() && kind == Subject.Kind.CLASS) {
            return "it looks at the subject's process, and an object in this JVM has none";
        }
        if (!introduction.profile().includes(rule.profile())) {
            return "a rule of profile " + rule.profile().word() + "; the subject follows "
                    + introduction.profile().word();
        }
        if (rule.ready() && !introduction.saidReady()) {
            return "the subject did not say READY: a plain program promises no orderly stop";
        }
        for (Capability need : rule.needs()) {
            if (!introduction.declares(need)) {
                return "the subject does not declare " + need.word();
            }
        }
        if (rule.destructive() && !kind.isStartedBySuite() && !options.destructive()) {
            return "it may kill a subject that the suite did not start (--destructive runs it all the same)";
        }
        return null;
    }

    /** Why a rule has failed before it is run; null if it has not. */
    private @Nullable String missing(RuleInfo info) {
        if (info.rule().profile() != Profile.WIRE && introduction.noFirstReply() != null) {
            return "no first reply: " + introduction.noFirstReply();
        }
        for (Capability need : info.rule().needs()) {
            String broken = introduction.broken().get(need);
            if (broken != null) {
                return "declares " + need.word() + ", but it does not work: " + broken;
            }
        }
        if (failedStarts >= LAST_START) {
            return "the subject cannot be reached any more since " + lastRule;
        }
        return null;
    }

    private RuleResult attempt(RuleInfo rule, RuleBody body) throws InterruptedException {
        long begin = System.nanoTime();
        AnyBench bench;
        try {
            bench = bench(rule);
            failedStarts = 0;
        } catch (SubjectStartException e) {
            failedStarts++;
            String reason =
                    "the subject cannot be started or reached any more after " + lastRule + ": " + e.getMessage();
            return notRun(rule, Status.FAILED, reason);
        }
        metronome.mark();
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
        Throwable closing = close(bench);
        RuleResult result = new Judgement(rule, bench, Duration.ofNanos(System.nanoTime() - begin))
                .of(thrown == null ? closing : thrown);
        if (bench instanceof Bench service) {
            giveBack(service, result);
        }
        return result;
    }

    private AnyBench bench(RuleInfo rule) throws InterruptedException {
        int number = ++benches;
        if (!subject.role().isService()) {
            return new ClientBench(rule, introduction, timeouts, options.seed(), pool);
        }
        RunningSubject running =
                rule.rule().fresh() && subject.kind().isStartedBySuite() ? pool.fresh() : pool.shared();
        return new Bench(rule, introduction, timeouts, options.seed(), number, running, pool);
    }

    private void giveBack(Bench bench, RuleResult result) {
        boolean owned = bench.rule().rule().fresh() && subject.kind().isStartedBySuite();
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
