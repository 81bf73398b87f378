package io.github.dontwait.conformance;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Failures that are expected of a subject, each with its reason: data, so that a limit of a library is neither hidden nor
 * mistaken for the user's bug.
 *
 * <p>Two-sided: an entry whose rule passes, or fails for another reason, makes the rule {@link Status#FAILED}; one that
 * says that its rule fails only sometimes is one-sided.
 *
 * @param entries at most one per rule
 */
public record KnownDeviations(List<Entry> entries) {

    /**
     * One expected failure.
     *
     * @param rule the rule's id
     * @param reason must be found in the failure's reason, expectation or observation, or in what the subject said when
     *     it died
     * @param because why it is so, for readers
     * @param link where it was reported
     * @param date when it was last confirmed
     * @param sometimes whether the failure depends on chance: then the rule may pass, and only another failure counts
     */
    public record Entry(String rule, Pattern reason, String because, String link, LocalDate date, boolean sometimes) {}

    public KnownDeviations {
        entries = List.copyOf(entries);
        long rules = entries.stream().map(Entry::rule).distinct().count();
        if (rules != entries.size()) {
            throw new IllegalArgumentException("known deviations: a rule is listed twice");
        }
    }

    private static final String STALE = " passes now: remove its entry from the known deviations";

    /** Nothing is expected to fail. */
    public static KnownDeviations none() {
        return new KnownDeviations(List.of());
    }

    /** The entry for a rule. */
    public Optional<Entry> find(String ruleId) {
        return entries.stream().filter(entry -> entry.rule().equals(ruleId)).findFirst();
    }

    /** Whether a result counts as failed only because the rule passes, against what is known. */
    public static boolean isStale(RuleResult result) {
        return result.status() == Status.FAILED
                && result.violation() == null
                && result.reason().startsWith(result.rule().id() + STALE);
    }

    /** The result as it counts, once what is known of the subject is taken into account. */
    public RuleResult judge(RuleResult result) {
        Optional<Entry> entry = find(result.rule().id());
        if (entry.isEmpty() || !result.executed()) {
            return result;
        }
        String said = entry.get().because() + " (" + entry.get().link() + ", "
                + entry.get().date() + ")";
        return switch (result.status()) {
            case PASSED ->
                entry.get().sometimes()
                        ? result
                        : result.as(Status.FAILED, result.rule().id() + STALE + ": " + said);
            case FAILED ->
                entry.get().reason().matcher(textOf(result)).find()
                        ? result.as(Status.KNOWN, said)
                        : result.as(
                                Status.FAILED,
                                "fails otherwise than the known deviation says (/"
                                        + entry.get().reason() + "/): " + result.reason());
            default -> result;
        };
    }

    /** Of which entries nobody can say whether they still hold, since their rules are not applicable; in words. */
    public List<String> notLookedAt(List<RuleResult> results) {
        return results.stream()
                .filter(result -> result.status() == Status.NOT_APPLICABLE
                        && find(result.rule().id()).isPresent())
                .map(result ->
                        "The known deviation of " + result.rule().id() + " was not looked at: " + result.reason())
                .toList();
    }

    private static String textOf(RuleResult result) {
        RuleResult.Violation violation = result.violation();
        if (violation == null) {
            return result.reason();
        }
        String death = violation.death() == null ? "" : "\n" + violation.death();
        return result.reason() + "\n" + violation.expected() + "\n" + violation.observed() + death;
    }
}
