package io.github.dontwait.reference;

/** Octets as text that is safe to print. */
final class Hex {

    private static final String DIGITS = "0123456789abcdef";

    private Hex() {}

    static String of(byte[] octets) {
        StringBuilder text = new StringBuilder(2 * octets.length);
        for (byte octet : octets) {
            text.append(DIGITS.charAt((octet >> 4) & 0xf)).append(DIGITS.charAt(octet & 0xf));
        }
        return text.toString();
    }
}
