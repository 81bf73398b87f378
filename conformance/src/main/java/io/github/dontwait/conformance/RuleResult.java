package io.github.dontwait.conformance;

import io.github.dontwait.testkit.transcript.Event;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one rule, with what a reader needs to believe it.
 *
 * @param rule the rule
 * @param status the verdict
 * @param executed whether the rule was really run against the subject; a rule can fail without, where the subject never
 *     gave a first reply
 * @param duration how long it took, start of a fresh subject included
 * @param outcome which of several acceptable behaviours was seen; null if the rule knows only one or did not pass
 * @param reason why it is not passed, in one sentence; empty if passed
 * @param violation what was expected and what was seen; null unless the subject broke the rule
 * @param transcript what happened, in order; empty where nothing was run
 */
public record RuleResult(
        RuleInfo rule,
        Status status,
        boolean executed,
        Duration duration,
        @Nullable String outcome,
        String reason,
        @Nullable Violation violation,
        List<Event> transcript) {

    public RuleResult {
        transcript = List.copyOf(transcript);
    }

    /**
     * How a subject broke a rule.
     *
     * @param expected what the rule asks for, in this situation
     * @param observed what was seen instead
     * @param difference where the two part first; null if that cannot be said
     * @param at the line of the contract that noticed, as {@code IdentityContract.java:41}; null if unknown
     * @param death how the subject ended, unasked, and what it said last; null if it lived
     */
    public record Violation(
            String expected,
            String observed,
            @Nullable String difference,
            @Nullable String at,
            @Nullable String death) {

        /** Both in one line, for lists and for tools that show but one. */
        public String summary() {
            return firstLine(expected) + " – but " + firstLine(observed);
        }

        private static String firstLine(String text) {
            int end = text.indexOf('\n');
            return end < 0 ? text : text.substring(0, end) + " …";
        }
    }

    /** The same result under another status, with another reason. */
    public RuleResult as(Status otherStatus, String otherReason) {
        return new RuleResult(rule, otherStatus, executed, duration, outcome, otherReason, violation, transcript);
    }
}
