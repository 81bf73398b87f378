package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a subject before any rule ran.
 *
 * @param profile how much of the contract it is held to
 * @param declared the words it declares, known to the suite or not
 * @param saidReady whether it printed READY
 * @param idleRoundTrip how soon it answers one small request while it is idle; zero if that is not known
 * @param noFirstReply why it gave no reply to its very first request, on two fresh starts; null if it did
 * @param broken the capabilities that it declares and that did not work when tried, with what happened
 */
public record Introduction(
        Profile profile,
        Set<String> declared,
        boolean saidReady,
        Duration idleRoundTrip,
        @Nullable String noFirstReply,
        Map<Capability, String> broken) {

    public Introduction {
        declared = Set.copyOf(declared);
        broken = Map.copyOf(broken);
    }

    /** How many of so many requests, one after the other, it gets through in this time, by what it takes while idle; at least one. */
    public int affordable(int wanted, Duration time) {
        long each = Math.max(1, idleRoundTrip.toNanos());
        return (int) Math.max(1, Math.min(wanted, time.toNanos() / each));
    }

    /** Tells whether it declares a capability. */
    public boolean declares(Capability capability) {
        return declared.contains(capability.word());
    }
}
