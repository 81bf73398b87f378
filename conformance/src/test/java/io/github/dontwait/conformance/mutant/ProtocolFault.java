package io.github.dontwait.conformance.mutant;

/** A peer broke the protocol; its connection, and no other, is to be closed. */
public final class ProtocolFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProtocolFault(String what) {
        super(what);
    }
}
