package io.github.dontwait.testkit.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** The nonces of CURVE: 24 octets that begin with what they are for. */
final class CurveNonce {

    /** The octets of a nonce that counts, as sent. */
    static final int SHORT = 8;

    /** The octets of a nonce that is drawn, as sent. */
    static final int LONG = 16;

    private static final int SIZE = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private CurveNonce() {}

    /** A whole nonce of its purpose and what is sent of it. */
    static byte[] of(String purpose, byte[] sent) {
        byte[] name = purpose.getBytes(StandardCharsets.US_ASCII);
        if (name.length + sent.length != SIZE) {
            throw new IllegalArgumentException(purpose + " and " + sent.length + " octets are no nonce of 24");
        }
        return ByteBuffer.allocate(SIZE).put(name).put(sent).array();
    }

    /** What is sent of a nonce that counts. */
    static byte[] counted(long number) {
        return ByteBuffer.allocate(SHORT).putLong(number).array();
    }

    /** What is sent of a nonce that is drawn. */
    static byte[] drawn() {
        byte[] octets = new byte[LONG];
        RANDOM.nextBytes(octets);
        return octets;
    }
}
