package io.github.dontwait.conformance.run;

import io.github.dontwait.conformance.KnownDeviations;
import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RequirementSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks of a run.
 *
 * @param profile how much of the contract to hold the subject to; null to find out
 * @param capabilities what a live endpoint can do, in the contract's words; added to what it says itself
 * @param rules patterns of the rules to run; empty for all
 * @param skip patterns of the rules to leave out
 * @param scoring which rules count
 * @param hardened whether rules that stock libraries break run too
 * @param destructive whether rules that may kill a subject run against one that the suite did not start
 * @param failFast whether the first violation ends the run
 * @param known deviations that are expected
 * @param timeFactor stretches every patience; at least 0.1
 * @param seed of all that is random
 * @param repeat how often the selected rules run, at least once
 * @param jobs how many rules run at once, at least 1
 */
public record RunOptions(
        @Nullable Profile profile,
        Set<String> capabilities,
        List<String> rules,
        List<String> skip,
        Report.Scoring scoring,
        boolean hardened,
        boolean destructive,
        boolean failFast,
        KnownDeviations known,
        double timeFactor,
        long seed,
        int repeat,
        int jobs) {

    /** More would only have them wait for each other: most of a run is work of the subject, and of the suite. */
    public static final int USUAL_JOBS = 4;

    private static final int MOST_JOBS = 64;

    public RunOptions {
        capabilities = Set.copyOf(capabilities);
        rules = List.copyOf(rules);
        skip = List.copyOf(skip);
        if (!(timeFactor >= 0.1 && timeFactor <= 100)) {
            throw new IllegalArgumentException("time factor " + timeFactor + ": expected 0.1 to 100");
        }
        if (repeat < 1) {
            throw new IllegalArgumentException("repeat " + repeat + ": expected at least 1");
        }
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new IllegalArgumentException("jobs " + jobs + ": expected 1 to " + MOST_JOBS);
        }
    }

    /** The name of the frozen set that is scored; null for all rules. */
    public @Nullable String requirements() {
        RequirementSet set = scoring.requirements();
        return set == null ? null : set.name();
    }

    /** All rules that are not hardened, MUST scored, once. */
    public static RunOptions standard() {
        return new RunOptions(
                null,
                Set.of(),
                List.of(),
                List.of(),
                Report.Scoring.of(Level.MUST),
                false,
                false,
                false,
                KnownDeviations.none(),
                1.0,
                1,
                1,
                USUAL_JOBS);
    }
}
