package io.github.dontwait.testkit.wire;

import java.security.SecureRandom;

/** A public key and the secret one that belongs to it. Printing it never shows the secret. */
public final class CurveKeyPair {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final CurveKey publicKey;
    private final byte[] secret;

    private CurveKeyPair(byte[] secret) {
        this.secret = secret;
        this.publicKey = Boxes.publicKeyOf(secret);
    }

    /** A new pair that nobody else has. */
    public static CurveKeyPair generate() {
        byte[] secret = new byte[CurveKey.SIZE];
        RANDOM.nextBytes(secret);
        return new CurveKeyPair(secret);
    }

    /**
     * The pair of a secret key, the public one calculated.
     *
     * @param secret 40 characters of Z85
     * @throws IllegalArgumentException if it is none; the message does not repeat it
     */
    public static CurveKeyPair ofSecret(String secret) {
        return ofSecret(Z85.decode(secret));
    }

    /**
     * The pair of a secret key, the public one calculated.
     *
     * @param secret 32 octets, copied
     * @throws IllegalArgumentException if they are not 32
     */
    public static CurveKeyPair ofSecret(byte[] secret) {
        if (secret.length != CurveKey.SIZE) {
            throw new IllegalArgumentException("a secret key has 32 octets, not " + secret.length);
        }
        return new CurveKeyPair(secret.clone());
    }

    /** The half that others may know. */
    public CurveKey publicKey() {
        return publicKey;
    }

    /** The secret half in Z85, to configure the library under test with; for no log. */
    public String secretZ85() {
        return Z85.encode(secret);
    }

    byte[] secret() {
        return secret;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CurveKeyPair pair && publicKey.equals(pair.publicKey);
    }

    @Override
    public int hashCode() {
        return publicKey.hashCode();
    }

    /** Names the public key only. */
    @Override
    public String toString() {
        return "key pair of " + publicKey + " (secret not shown)";
    }
}
