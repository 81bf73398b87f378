package io.github.dontwait.conformance;

import java.util.Locale;
import java.util.Optional;

/** What a subject may declare in its READY line; a rule that needs one which is not declared is not applicable. */
public enum Capability {
    /** {@code $work}: keeps its handler busy. */
    WORK,
    /** {@code $fail}: its handler throws. */
    FAIL,
    /** {@code $defer}: answers later without occupying the loop. */
    DEFER,
    /** {@code $stats}: counts turns, handled requests and peers. */
    STATS,
    /** {@code $whoami}: tells the routing id as the subject sees it. */
    WHOAMI,
    /** Sends application heartbeats when told an interval. */
    HEARTBEAT,
    /** Answers all that was queued in its socket at the stop request. */
    DRAIN,
    /** Speaks PLAIN. */
    PLAIN,
    /** Speaks CURVE. */
    CURVE,
    /** Obeys a largest frame size. */
    MAXMSGSIZE,
    /** Obeys a high-water mark. */
    HWM,
    /** A second connection with a routing id in use takes it over. */
    HANDOVER,
    /** {@code $work} of one peer delays no other peer and no heartbeat. */
    CONCURRENT,
    /** Replies to one peer may overtake each other. */
    REORDERS,
    /** Stops also when its standard input ends. */
    STDIN;

    /** The word in the READY line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The capability of this word; empty if version 1 of the contract knows none. */
    public static Optional<Capability> of(String word) {
        for (Capability capability : values()) {
            if (capability.word().equals(word)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }
}
