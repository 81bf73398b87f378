package io.github.dontwait.conformance;

import java.util.Locale;

/** How much of the subject contract a subject follows; each profile includes the ones before it. */
public enum Profile {
    /** Any running ROUTER endpoint: a ZMTP handshake succeeds. */
    WIRE,
    /** A service that answers each request recognisably. */
    EXCHANGE,
    /** An adapter that follows the whole contract. */
    FULL;

    /** The word that command lines and reports use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tells whether a subject of this profile can be held to a rule of profile {@code rule}. */
    public boolean includes(Profile rule) {
        return compareTo(rule) >= 0;
    }

    /**
     * Reads a profile's word.
     *
     * @throws IllegalArgumentException naming the word and what was expected
     */
    public static Profile of(String word) {
        for (Profile profile : values()) {
            if (profile.word().equals(word)) {
                return profile;
            }
        }
        throw new IllegalArgumentException("unknown profile '" + word + "': expected wire, exchange or full");
    }
}
