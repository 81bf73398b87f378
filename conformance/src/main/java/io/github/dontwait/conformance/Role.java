package io.github.dontwait.conformance;

import java.util.Locale;

/** What a subject is: which socket it opens and which side of a conversation it takes. */
public enum Role {
    /** A bound ROUTER that receives with DONTWAIT and does its duties between messages. */
    WORKER,
    /** A bound ROUTER behind one poller with bounded timeouts. */
    SERVER,
    /** A connecting DEALER that sends requests without waiting for each reply. */
    CLIENT;

    /** The word that command lines, settings and reports use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tells whether the subject binds and answers, as a worker and a server do. */
    public boolean isService() {
        return this != CLIENT;
    }

    /**
     * Reads a role's word.
     *
     * @throws IllegalArgumentException naming the word and what was expected
     */
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("unknown role '" + word + "': expected worker, server or client");
    }
}
