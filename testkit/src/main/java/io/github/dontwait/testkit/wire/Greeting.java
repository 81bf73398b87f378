package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The 64 octets with which each side of a ZMTP 3 connection begins: 10 of signature, 2 of version, 20 of mechanism, 1
 * as-server, 31 of filler. Any of them may be wrong.
 */
public final class Greeting {

    /** The size of every greeting. */
    public static final int SIZE = 64;

    /** The octets of the signature: what a peer may send before it has seen anything. */
    public static final int SIGNATURE_SIZE = 10;

    private static final int MAJOR = 10;
    private static final int MINOR = 11;
    private static final int MECHANISM = 12;
    private static final int MECHANISM_SIZE = 20;
    private static final int AS_SERVER = 32;
    private static final int FILLER = 33;

    private final byte[] octets;

    private Greeting(byte[] octets) {
        this.octets = octets;
    }

    /** A right greeting of ZMTP 3 for the NULL mechanism, padding and filler zero. */
    public static Greeting ofMinor(int minor) {
        byte[] octets = new byte[SIZE];
        octets[0] = (byte) 0xff;
        octets[9] = 0x7f;
        return new Greeting(octets).withVersion(3, minor).withMechanism("NULL");
    }

    /**
     * Reads 64 octets, whatever they say.
     *
     * @throws IllegalArgumentException if they are not 64
     */
    public static Greeting of(byte[] octets) {
        if (octets.length != SIZE) {
            throw new IllegalArgumentException("a greeting has 64 octets, not " + octets.length);
        }
        return new Greeting(octets.clone());
    }

    /** The same with another version. */
    public Greeting withVersion(int major, int minor) {
        return withOctet(MAJOR, major).withOctet(MINOR, minor);
    }

    /** The same with another mechanism, in ASCII, filled up with zeros; 20 octets at most. */
    public Greeting withMechanism(String mechanism) {
        byte[] name = mechanism.getBytes(StandardCharsets.US_ASCII);
        if (name.length > MECHANISM_SIZE) {
            throw new IllegalArgumentException(
                    "a mechanism's name has 20 octets at most: \"" + mechanism + "\" has " + name.length);
        }
        return with(MECHANISM, Arrays.copyOf(name, MECHANISM_SIZE));
    }

    /** The same with another as-server octet; right ones are 0 and 1. */
    public Greeting withAsServer(int asServer) {
        return withOctet(AS_SERVER, asServer);
    }

    /** The same with another octet at one place, 0 to 63. */
    public Greeting withOctet(int index, int octet) {
        return with(index, (byte) octet);
    }

    /** The same with other octets from one place on. */
    public Greeting with(int index, byte... replacement) {
        Objects.checkFromToIndex(index, index + replacement.length, SIZE);
        byte[] copy = octets.clone();
        System.arraycopy(replacement, 0, copy, index, replacement.length);
        return new Greeting(copy);
    }

    /** The same with other padding: octets 1 to 8, which mean nothing. */
    public Greeting withPadding(byte[] padding) {
        return with(1, Arrays.copyOf(padding, 8));
    }

    /** The same with other filler: octets 33 to 63, which mean nothing. */
    public Greeting withFiller(byte[] filler) {
        return with(FILLER, Arrays.copyOf(filler, SIZE - FILLER));
    }

    /** Whether the first octet is ff and the tenth 7f. */
    public boolean hasSignature() {
        return octets[0] == (byte) 0xff && octets[9] == 0x7f;
    }

    /** The major version, 3 for all that this package speaks. */
    public int major() {
        return octets[MAJOR] & 0xff;
    }

    /** The minor version, 0 or 1. */
    public int minor() {
        return octets[MINOR] & 0xff;
    }

    /** The mechanism's name without the zeros behind it. */
    public String mechanism() {
        int end = MECHANISM + MECHANISM_SIZE;
        while (end > MECHANISM && octets[end - 1] == 0) {
            end--;
        }
        return new String(octets, MECHANISM, end - MECHANISM, StandardCharsets.ISO_8859_1);
    }

    /** The as-server octet. */
    public int asServer() {
        return octets[AS_SERVER] & 0xff;
    }

    /** A copy of the 64 octets. */
    public byte[] octets() {
        return octets.clone();
    }

    /** All octets in lower-case hexadecimal digits. */
    public String hex() {
        return Frame.of(octets).hex();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Greeting greeting && Arrays.equals(octets, greeting.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return hasSignature() ? "ZMTP " + major() + "." + minor() + " " + mechanism() : "no ZMTP 3 greeting: " + hex();
    }
}
