package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.WireException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a rule threw into a result.
 *
 * @param events what happened
 * @param death how the subject ended, unasked; null if it lived
 */
record Judgement(
        RuleInfo rule,
        AnyBench bench,
        List<Event> events,
        Duration duration,
        @Nullable String death) {

    RuleResult of(@Nullable Throwable thrown) {
        if (thrown == null && bench.outcome() == null && !rule.outcomes().isEmpty()) {
            return result(Status.ERROR, "the suite failed: the rule passed and saw none of its outcomes", null);
        }
        if (thrown == null) {
            return result(Status.PASSED, "", null);
        }
        if (thrown instanceof AnyBench.NotApplicable) {
            return new RuleResult(rule, Status.NOT_APPLICABLE, false, duration, null, text(thrown), null, List.of());
        }
        if (thrown instanceof AnyBench.Inconclusive) {
            return result(Status.INCONCLUSIVE, text(thrown), null);
        }
        if (thrown instanceof RuleThread.OverBudget && !rule.rule().timed()) {
            // A sentence without a time must not fail on time: a subject may be slow and right.
            return result(
                    Status.INCONCLUSIVE,
                    text(thrown) + "; it answers too slowly to decide a rule that says nothing of time",
                    null);
        }
        if (thrown instanceof ExpectationFailedError failed) {
            return violated(failed.expectation(), failed.observation(), failed.difference(), thrown);
        }
        if (thrown instanceof AssertionError
                || thrown instanceof WireException
                || thrown instanceof SubjectStartException) {
            return violated("what the rule says", text(thrown), null, thrown);
        }
        StringBuilder reason = new StringBuilder("the suite failed: ").append(thrown);
        Optional.ofNullable(at(thrown)).ifPresent(at -> reason.append(" at ").append(at));
        return result(Status.ERROR, reason.toString(), null);
    }

    private RuleResult result(Status status, String reason, RuleResult.@Nullable Violation violation) {
        return new RuleResult(
                rule,
                status,
                status != Status.ERROR && status != Status.INCONCLUSIVE,
                duration,
                status == Status.PASSED ? bench.outcome() : null,
                reason,
                violation,
                events);
    }

    private RuleResult violated(String expected, String observed, @Nullable String difference, Throwable thrown) {
        RuleResult.Violation violation = new RuleResult.Violation(expected, observed, difference, at(thrown), death);
        return result(Status.FAILED, violation.summary(), violation);
    }

    private static String text(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    }

    /** The line of the contract that noticed. */
    private static @Nullable String at(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().contains(".conformance.")
                    && frame.getClassName().contains("Contract")) {
                return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return null;
    }
}
