package io.github.dontwait.conformance;

import java.util.Locale;

/** How binding a rule is, in the sense of RFC 2119. */
public enum Level {
    /** A subject that breaks it is not conformant. */
    MUST,
    /** A violation is a warning, unless the run is strict. */
    SHOULD,
    /** Behaviour that is recorded, never judged unless asked for. */
    MAY;

    /** Tells whether a rule of this level is scored where {@code lowest} is the lowest level scored. */
    public boolean isScoredAt(Level lowest) {
        return compareTo(lowest) <= 0;
    }

    /**
     * Reads a level, whatever its case.
     *
     * @throws IllegalArgumentException naming the word and what was expected
     */
    public static Level of(String word) {
        for (Level level : values()) {
            if (level.name().equals(word.toUpperCase(Locale.ROOT))) {
                return level;
            }
        }
        throw new IllegalArgumentException("unknown level '" + word + "': expected must, should or may");
    }
}
