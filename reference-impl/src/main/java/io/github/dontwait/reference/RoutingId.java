package io.github.dontwait.reference;

import java.util.Arrays;

/**
 * A peer's name on the wire: 1 to 255 octets, equal when their octets are equal.
 *
 * <p>Most peers have none of their own and get a binary one from the ROUTER, so it is never decoded as text.
 */
public final class RoutingId {

    private final byte[] octets;
    private final int hash;

    /** Copies the octets. */
    public RoutingId(byte[] octets) {
        this.octets = octets.clone();
        this.hash = Arrays.hashCode(octets);
    }

    /** A fresh copy: what is given to a socket must never be used again. */
    public byte[] octets() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoutingId that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The octets in lower-case hexadecimal. */
    @Override
    public String toString() {
        return Hex.of(octets);
    }
}
