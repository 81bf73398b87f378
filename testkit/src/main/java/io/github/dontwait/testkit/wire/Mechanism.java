package io.github.dontwait.testkit.wire;

/** How two peers agree on who they are before messages pass. */
public sealed interface Mechanism {

    /** The name in the greeting. */
    String name();

    /** No security: each side sends its READY. */
    static Mechanism none() {
        return Null.NULL;
    }

    /** No security: each side sends its READY. */
    enum Null implements Mechanism {
        /** The only one. */
        NULL
    }
}
