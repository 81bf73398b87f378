package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.function.Supplier;
import javax.crypto.KeyAgreement;
import software.pando.crypto.nacl.CryptoBox;
import software.pando.crypto.nacl.SecretBox;

/**
 * All cryptography of CURVE, and the only class that knows the library for it: boxes are NaCl's crypto_box and
 * crypto_secretbox, the tag before the octets. Public keys come from the JDK alone.
 */
final class Boxes {

    /** By how many octets a box is larger than what it holds. */
    static final int TAG_SIZE = 16;

    private static final String X25519 = "X25519";
    private static final String LIBRARY = "software.pando.crypto:salty-coffee:1.1.1";

    private Boxes() {}

    /**
     * Does nothing if CURVE can be spoken.
     *
     * @throws IllegalStateException if the library is missing; the message names it
     */
    static void requireLibrary() {
        withLibrary(() -> SecretBox.key());
    }

    private static <T> T withLibrary(Supplier<T> use) {
        try {
            return use.get();
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "CURVE needs a library that is not on the class path: add the dependency " + LIBRARY
                            + " (NULL and PLAIN need none)",
                    e);
        }
    }

    /** A key for {@link #seal} and {@link #open} that nobody else has. */
    static Key randomKey() {
        return withLibrary(SecretBox::key);
    }

    /**
     * The key that both owners of these keys can calculate, and nobody else.
     *
     * @throws MalformedFrameException if the public key is no usable one
     */
    static Key agree(CurveKeyPair ours, CurveKey theirs) throws MalformedFrameException {
        PrivateKey secret = secretKey(ours.secret());
        PublicKey key = publicKey(theirs.octets());
        try {
            return withLibrary(() -> CryptoBox.agree(secret, key));
        } catch (IllegalArgumentException e) {
            throw unusable(theirs);
        } catch (IllegalStateException e) {
            // So the library says that the key is a point of small order, with which everybody has the same secret.
            if (e.getCause() instanceof InvalidKeyException) {
                throw unusable(theirs);
            }
            throw e;
        }
    }

    private static MalformedFrameException unusable(CurveKey key) {
        return new MalformedFrameException("an unusable public key", 0, Frame.of(key.octets()));
    }

    /** The box that holds these octets. */
    static byte[] seal(Key key, byte[] nonce, byte[] clear) {
        return withLibrary(() -> SecretBox.encrypt(key, nonce, clear).getCiphertextWithTag());
    }

    /**
     * What the box holds.
     *
     * @throws MalformedFrameException if it was not sealed with this key and nonce, or was changed since
     */
    static byte[] open(Key key, byte[] nonce, Frame box) throws MalformedFrameException {
        if (box.size() < TAG_SIZE) {
            throw new MalformedFrameException("a box of " + box.size() + " octets, 16 at least", 0, box);
        }
        byte[] octets = box.octets();
        try {
            return withLibrary(() -> SecretBox.fromCombined(nonce, octets).decrypt(key));
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException(
                    "a box that does not open: another key, another nonce, or changed octets", 0, box);
        }
    }

    /** The public key of a secret one: the base point 9 times it (RFC 7748). */
    static CurveKey publicKeyOf(byte[] secret) {
        byte[] base = new byte[CurveKey.SIZE];
        base[0] = 9;
        try {
            KeyAgreement agreement = KeyAgreement.getInstance(X25519);
            agreement.init(secretKey(secret));
            agreement.doPhase(publicKey(base), true);
            return CurveKey.of(agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            throw noX25519(e);
        }
    }

    private static PrivateKey secretKey(byte[] octets) {
        try {
            return KeyFactory.getInstance(X25519)
                    .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, octets));
        } catch (GeneralSecurityException e) {
            throw noX25519(e);
        }
    }

    private static PublicKey publicKey(byte[] octets) {
        byte[] number = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            number[i] = octets[octets.length - 1 - i];
        }
        number[0] &= 0x7f; // the highest bit means nothing and must be masked (RFC 7748, section 5)
        try {
            return KeyFactory.getInstance(X25519)
                    .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, number)));
        } catch (GeneralSecurityException e) {
            throw noX25519(e);
        }
    }

    private static IllegalStateException noX25519(GeneralSecurityException e) {
        return new IllegalStateException("this Java has no X25519: add the module jdk.crypto.ec to its image", e);
    }
}
