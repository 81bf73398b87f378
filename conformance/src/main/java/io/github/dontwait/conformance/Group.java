package io.github.dontwait.conformance;

import java.util.Locale;

/** The areas that rules belong to; a rule's id begins with its group's prefix. */
public enum Group {
    WIRE("WIRE"),
    IDENTITY("IDN"),
    ENVELOPE("ENV"),
    NONBLOCKING("NBL"),
    POLLING("POL"),
    FAIRNESS("FAIR"),
    ORDERING("ORD"),
    BACKPRESSURE("BKP"),
    HEARTBEAT("HBT"),
    SHUTDOWN("SHD"),
    RECOVERY("REC"),
    SECURITY("SEC"),
    CLIENT("CLI");

    private final String prefix;

    Group(String prefix) {
        this.prefix = prefix;
    }

    /** What the ids of this group begin with, without the hyphen. */
    public String prefix() {
        return prefix;
    }

    /**
     * The group of a rule.
     *
     * @throws IllegalArgumentException if the id belongs to no group
     */
    public static Group ofRule(String id) {
        int hyphen = id.indexOf('-');
        for (Group group : values()) {
            if (hyphen > 0 && group.prefix.equals(id.substring(0, hyphen).toUpperCase(Locale.ROOT))) {
                return group;
            }
        }
        throw new IllegalArgumentException(
                "rule id '" + id + "' belongs to no group: expected AREA-NN, such as IDN-01");
    }
}
