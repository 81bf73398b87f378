package io.github.dontwait.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a run has to say; every writer of {@code report} prints this value and nothing else.
 *
 * @param suite which suite judged
 * @param subject what was judged
 * @param run how the run went
 * @param results one result per selected rule, in catalogue order; repeated runs are folded into the worst
 * @param tallies what became of each rule over all repetitions; empty unless the run was repeated
 * @param scoring which results count
 * @param trouble why the run could not be carried through; null if it was
 */
public record Report(
        Suite suite,
        Examined subject,
        Run run,
        List<RuleResult> results,
        List<Tally> tallies,
        Scoring scoring,
        @Nullable Trouble trouble) {

    public Report {
        results = List.copyOf(results);
        tallies = List.copyOf(tallies);
    }

    /** Which suite: its version, the contract's version, the frozen rule set that was asked for (null: all rules). */
    public record Suite(
            String version, int contract, @Nullable String requirements) {}

    /**
     * What was judged; the capabilities are those declared, the profile that found out or given (null: neither), the
     * round trip that of one small request while it is idle (zero: not known). The remarks say what explains the results
     * and breaks no rule.
     */
    public record Examined(
            String name,
            Subject.Kind kind,
            Role role,
            List<String> command,
            Set<String> capabilities,
            @Nullable Profile profile,
            Duration idleRoundTrip,
            List<String> remarks) {

        /** A loop that sleeps 10 ms while it is idle, as tutorials do, is below it. */
        private static final Duration SLOW = Duration.ofMillis(30);

        /** Whether it takes so long for one small request that this explains more of a run than any rule does. */
        public boolean isSlow() {
            return idleRoundTrip.compareTo(SLOW) >= 0;
        }
    }

    /** How the run went; {@code inProfile} counts the selected rules that a subject of this profile is held to. */
    public record Run(
            long seed,
            double timeFactor,
            Instant startedAt,
            Duration duration,
            Calibration calibration,
            int inProfile,
            int repetitions,
            Starts starts) {}

    /** How often a subject was started, and how long all starts took together; several may be under way at once. */
    public record Starts(int count, Duration together) {

        /** Of a run that came to none, or of which that is not known. */
        public static final Starts NONE = new Starts(0, Duration.ZERO);
    }

    /** How often a rule ended how, over all repetitions. */
    public record Tally(RuleInfo rule, int runs, int passed, int failed, int inconclusive, int error) {}

    /**
     * Which failures make a subject nonconformant: those of rules at this level and above, and, where there is a set, of its
     * rules only.
     */
    public record Scoring(Level lowest, @Nullable RequirementSet requirements) {

        /** All rules at this level and above. */
        public static Scoring of(Level lowest) {
            return new Scoring(lowest, null);
        }

        public boolean counts(RuleInfo rule) {
            return rule.rule().level().isScoredAt(lowest) && isRequired(rule);
        }

        private boolean isRequired(RuleInfo rule) {
            return requirements == null || requirements.contains(rule);
        }

        /** Why a rule does not count, in a few words. */
        public String whyNot(RuleInfo rule) {
            return requirements == null || requirements.contains(rule)
                    ? rule.rule().level() + " is not scored"
                    : "not among the requirements " + requirements.name();
        }

        /** What is scored, in a few words. */
        @Override
        public String toString() {
            return requirements == null ? lowest.toString() : lowest + ", requirements " + requirements.name();
        }
    }

    /** Why a run could not be carried through. */
    public record Trouble(Kind kind, String message) {
        /** Whose fault it was. */
        public enum Kind {
            /** The subject could not be started or reached. */
            SUBJECT_NOT_STARTED,
            /** The suite itself failed. */
            SUITE_FAILED
        }
    }

    /** How many results have this status. */
    public long count(Status status) {
        return results.stream().filter(result -> result.status() == status).count();
    }

    /** How many rules were really run against the subject. */
    public long executed() {
        return results.stream().filter(RuleResult::executed).count();
    }

    /** The results of scored rules that the subject broke. */
    public List<RuleResult> violations() {
        return results.stream()
                .filter(result -> result.status() == Status.FAILED && scoring.counts(result.rule()))
                .toList();
    }

    /** The results of rules that are not scored and that the subject broke. */
    public List<RuleResult> warnings() {
        return results.stream()
                .filter(result -> result.status() == Status.FAILED && !scoring.counts(result.rule()))
                .toList();
    }

    public Verdict verdict() {
        if (trouble != null && trouble.kind() == Trouble.Kind.SUBJECT_NOT_STARTED) {
            return Verdict.UNDECIDED;
        }
        if (!violations().isEmpty()) {
            return Verdict.NONCONFORMANT;
        }
        boolean undecided = trouble != null
                || executed() == 0
                || results.stream()
                        .anyMatch(result -> result.status() == Status.ERROR
                                || result.status() == Status.INCONCLUSIVE && scoring.counts(result.rule()));
        return undecided ? Verdict.UNDECIDED : Verdict.CONFORMANT;
    }

    /** The exit code of the command line: 0 conformant, 1 violated, 3 not started, 4 undecided. */
    public int exitCode() {
        return switch (verdict()) {
            case CONFORMANT -> 0;
            case NONCONFORMANT -> 1;
            case UNDECIDED -> trouble != null && trouble.kind() == Trouble.Kind.SUBJECT_NOT_STARTED ? 3 : 4;
        };
    }
}
