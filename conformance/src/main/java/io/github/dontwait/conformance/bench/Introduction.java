package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a subject before any rule ran.
 *
 * @param profile how much of the contract it is held to
 * @param declared the words it declares, known to the suite or not
 * @param saidReady whether it printed READY
 * @param noFirstReply why it gave no reply to its very first request, on two fresh starts; null if it did
 * @param broken the capabilities that it declares and that did not work when tried, with what happened
 */
public record Introduction(
        Profile profile,
        Set<String> declared,
        boolean saidReady,
        @Nullable String noFirstReply,
        Map<Capability, String> broken) {

    public Introduction {
        declared = Set.copyOf(declared);
        broken = Map.copyOf(broken);
    }

    /** Tells whether it declares a capability. */
    public boolean declares(Capability capability) {
        return declared.contains(capability.word());
    }
}
