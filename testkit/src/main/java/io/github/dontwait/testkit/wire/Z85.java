package io.github.dontwait.testkit.wire;

import java.util.Arrays;

/** The printable form of binary keys: four octets are five characters (32/Z85). */
public final class Z85 {

    private static final String DIGITS =
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
    private static final int[] VALUES = values();

    private Z85() {}

    private static int[] values() {
        int[] values = new int[128];
        Arrays.fill(values, -1);
        for (int i = 0; i < DIGITS.length(); i++) {
            values[DIGITS.charAt(i)] = i;
        }
        return values;
    }

    /**
     * The characters for these octets.
     *
     * @throws IllegalArgumentException if their number is no multiple of four
     */
    public static String encode(byte[] octets) {
        if (octets.length % 4 != 0) {
            throw new IllegalArgumentException(
                    "Z85 encodes octets by fours, not " + octets.length + "; fill them up first");
        }
        StringBuilder text = new StringBuilder(octets.length / 4 * 5);
        for (int i = 0; i < octets.length; i += 4) {
            long value = 0;
            for (int k = 0; k < 4; k++) {
                value = value << 8 | octets[i + k] & 0xff;
            }
            for (long power = 85L * 85 * 85 * 85; power > 0; power /= 85) {
                text.append(DIGITS.charAt((int) (value / power % 85)));
            }
        }
        return text.toString();
    }

    /**
     * The octets for these characters. What it says of wrong ones never repeats them: they may be a secret.
     *
     * @throws IllegalArgumentException if their number is no multiple of five, one of them is none of Z85's, or five
     *     stand for more than four octets can hold
     */
    public static byte[] decode(String text) {
        if (text.length() % 5 != 0) {
            throw new IllegalArgumentException(
                    "Z85 has characters by fives, not " + text.length() + "; is the text cut off or quoted?");
        }
        byte[] octets = new byte[text.length() / 5 * 4];
        for (int i = 0, at = 0; i < text.length(); i += 5) {
            long value = 0;
            for (int k = i; k < i + 5; k++) {
                value = value * 85 + valueAt(text, k);
            }
            if (value > 0xffff_ffffL) {
                throw new IllegalArgumentException(
                        "the five characters of Z85 from " + i + " on stand for no four octets");
            }
            for (int shift = 24; shift >= 0; shift -= 8) {
                octets[at++] = (byte) (value >> shift);
            }
        }
        return octets;
    }

    private static int valueAt(String text, int index) {
        char digit = text.charAt(index);
        int value = digit < VALUES.length ? VALUES[digit] : -1;
        if (value < 0) {
            throw new IllegalArgumentException("the character at " + index + " is none of Z85's (32/Z85)");
        }
        return value;
    }
}
