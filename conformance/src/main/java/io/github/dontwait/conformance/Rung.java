package io.github.dontwait.conformance;

import java.util.Locale;

/** The ladder of ways to plug a subject in: the higher, the more the suite can decide. */
public enum Rung {
    /** It runs already; only the wire can be seen. */
    ENDPOINT,
    /** The suite starts it, stops it, and sees its process. */
    PROCESS,
    /** As a process; it can also be paused and cut from the network. */
    CONTAINER,
    /** An object in this JVM: its threads can be seen, it can be stepped. */
    JAVA;

    /** The word that reports use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
