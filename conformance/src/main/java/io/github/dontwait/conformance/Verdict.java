package io.github.dontwait.conformance;

import java.util.Locale;

/** What a whole run says of a subject. */
public enum Verdict {
    /** Every scored rule that applies was observed. */
    CONFORMANT,
    /** At least one scored rule is violated. */
    NONCONFORMANT,
    /**
     * The run cannot tell: not started, nothing executed, the suite failed, or scored rules stayed open, since the machine
     * was too loaded or the subject too slow.
     */
    UNDECIDED;

    /** The word that reports use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
