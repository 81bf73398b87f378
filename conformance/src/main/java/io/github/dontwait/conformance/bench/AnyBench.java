package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What every rule holds, whichever side the subject is on. Lives for one execution of one rule. */
public abstract sealed class AnyBench permits Bench, ClientBench {

    private final RuleInfo rule;
    private final Introduction introduction;
    private final Timeouts timeouts;
    private final Random random;
    private final Transcript transcript = Transcript.begin();
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private volatile @Nullable String outcome;
    private boolean hasEnded;

    AnyBench(RuleInfo rule, Introduction introduction, Timeouts timeouts, long seed) {
        this.rule = rule;
        this.introduction = introduction;
        this.timeouts = timeouts;
        // Each rule draws its own numbers: the same whether it runs alone or among others.
        this.random = new Random(seed * 31 + rule.id().hashCode());
    }

    /** The rule being run. */
    public RuleInfo rule() {
        return rule;
    }

    /** How long to wait, in this run on this machine. */
    public Timeouts timeouts() {
        return timeouts;
    }

    /** Numbers that are the same in every run with the same seed. */
    public Random random() {
        return random;
    }

    /** What happened so far; bounded. */
    public Transcript transcript() {
        return transcript;
    }

    /** Tells whether the subject declares a capability. */
    public boolean declares(Capability capability) {
        return introduction.declares(capability);
    }

    /** What was found out about the subject before any rule ran. */
    public Introduction introduction() {
        return introduction;
    }

    /** Records a remark in the transcript. */
    public void note(String text) {
        transcript.note("suite", text);
    }

    /**
     * Tells which of the rule's outcomes was seen; every report shows it.
     *
     * @throws IllegalArgumentException if the rule does not declare it
     */
    public void outcome(String name) {
        requireDeclared(name);
        outcome = name;
        note("outcome: " + name);
    }

    void requireDeclared(String outcome) {
        if (!rule.outcomes().contains(outcome)) {
            throw new IllegalArgumentException(
                    rule.id() + " does not declare the outcome '" + outcome + "', only " + rule.outcomes());
        }
    }

    @Nullable
    String outcome() {
        return outcome;
    }

    /**
     * A failure of the subject, in words, with the transcript; to be thrown.
     *
     * @param expectation as it reads after "Expecting"
     * @param observation as it reads after "but"
     */
    public ExpectationFailedError failed(String expectation, String observation) {
        return ExpectationFailedError.expecting(expectation)
                .but(observation)
                .transcript(transcript)
                .error();
    }

    /** Ends the rule: it cannot be decided here, for this reason. Never counted as passed. */
    public NotApplicable notApplicable(String reason) {
        return new NotApplicable(reason);
    }

    /** Ends the rule: the machine did not allow to decide, for this reason; it is tried again. */
    public Inconclusive inconclusive(String reason) {
        return new Inconclusive(reason);
    }

    /** Has a thing closed when the rule ends, the latest first; at once if a rule goes on after its end. */
    public <T extends AutoCloseable> T own(T thing) {
        synchronized (this) {
            if (!hasEnded) {
                owned.push(thing);
                return thing;
            }
        }
        try {
            thing.close();
        } catch (Exception e) {
            throw new IllegalStateException("the rule has ended, and what it opened since cannot be closed", e);
        }
        throw new IllegalStateException("the rule has ended: nothing is opened any more");
    }

    /** Closes all that the rule opened. */
    void close() throws Exception {
        Exception first = null;
        while (true) {
            AutoCloseable next;
            synchronized (this) {
                hasEnded = true;
                next = owned.poll();
            }
            if (next == null) {
                break;
            }
            try {
                next.close();
            } catch (Exception e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Thrown by a rule that cannot be decided for this subject. */
    public static final class NotApplicable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private NotApplicable(String reason) {
            super(reason, null, false, false);
        }
    }

    /** Thrown by a rule that the machine did not allow to decide. */
    public static final class Inconclusive extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Inconclusive(String reason) {
            super(reason, null, false, false);
        }
    }
}
