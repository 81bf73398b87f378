package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a subject before any rule ran.
 *
 * @param profile how much of the contract it is held to
 * @param declared the words it declares, known to the suite or not
 * @param saidReady whether it printed READY
 * @param malformedReady the line by which it seems to have meant READY; null if it said READY, or nothing like it
 * @param idleRoundTrip how soon it answers one small request while it is idle; zero if that is not known
 * @param noFirstReply why it gave no reply to its very first request, on two fresh starts; null if it did
 * @param broken the capabilities that it declares and that did not work when tried, with what happened
 */
public record Introduction(
        Profile profile,
        Set<String> declared,
        boolean saidReady,
        @Nullable String malformedReady,
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

    /** What whoever reads the verdict should know, since it explains what was not judged. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (profile == Profile.WIRE && noFirstReply != null) {
            remarks.add(
                    "It gave no reply, so it was checked on the wire only. If it should send back what it is sent, say"
                            + " --profile exchange. The suite asked: " + noFirstReply);
        }
        if (malformedReady != null) {
            remarks.add("Its line '" + malformedReady + "' is no READY line, so its end was not judged: expected READY"
                    + " tcp://host:port, then a blank and its capabilities if it has any");
        }
        List<String> known =
                Arrays.stream(Capability.values()).map(Capability::word).toList();
        declared.stream().filter(word -> !known.contains(word)).sorted().forEach(word -> {
            String hint = Suggestion.hint(word, known, "known are " + String.join(", ", known));
            remarks.add("It declares '" + word + "', which the suite does not know and does not check: " + hint);
        });
        return remarks;
    }

    /** Tells whether it can be asked something at any time, to see that it lives. */
    public boolean answers() {
        return profile != Profile.WIRE && noFirstReply == null;
    }

    /** Tells whether it declares a capability. */
    public boolean declares(Capability capability) {
        return declared.contains(capability.word());
    }
}
