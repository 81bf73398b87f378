package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.Profile;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a session treats its subject.
 *
 * @param profile how much of the contract to hold it to; null to find out
 * @param capabilities declared on the subject's behalf, where it runs already and cannot say so itself
 * @param timeFactor stretches every patience
 * @param seed of all that is random
 * @param destructive whether rules that may kill a subject may run against one that the suite did not start
 */
public record SessionOptions(
        @Nullable Profile profile, Set<String> capabilities, double timeFactor, long seed, boolean destructive) {

    public SessionOptions {
        capabilities = Set.copyOf(capabilities);
    }

    /** Finds everything out, patience unstretched, seed 1. */
    public static SessionOptions standard() {
        return new SessionOptions(null, Set.of(), 1.0, 1, false);
    }

    /** The same with another time factor. */
    public SessionOptions withTimeFactor(double factor) {
        return new SessionOptions(profile, capabilities, factor, seed, destructive);
    }

    /** The same for a given profile. */
    public SessionOptions withProfile(Profile given) {
        return new SessionOptions(given, capabilities, timeFactor, seed, destructive);
    }
}
