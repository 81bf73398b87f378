package io.github.dontwait.conformance.mutant;

/**
 * The model was killed while it worked: thrown by every call that a loop can be in, so that no mutant, however stubborn,
 * outlives its test.
 */
public final class Ended extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Ended() {
        super("killed", null, false, false);
    }
}
