package io.github.dontwait.testkit.wire;

import java.util.Arrays;

/** A public key of CURVE: 32 octets that anybody may see. */
public final class CurveKey {

    /** The octets of every key. */
    public static final int SIZE = 32;

    private final byte[] octets;

    private CurveKey(byte[] octets) {
        this.octets = octets;
    }

    /**
     * A key of these octets.
     *
     * @throws IllegalArgumentException if they are not 32
     */
    public static CurveKey of(byte[] octets) {
        if (octets.length != SIZE) {
            throw new IllegalArgumentException("a public key has 32 octets, not " + octets.length);
        }
        return new CurveKey(octets.clone());
    }

    /**
     * A key in the form that ZeroMQ's tools print: 40 characters of Z85.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static CurveKey z85(String text) {
        return of(Z85.decode(text));
    }

    /** A copy of its octets. */
    public byte[] octets() {
        return octets.clone();
    }

    /** The 40 characters of Z85. */
    public String z85() {
        return Z85.encode(octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CurveKey key && Arrays.equals(octets, key.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return z85();
    }
}
