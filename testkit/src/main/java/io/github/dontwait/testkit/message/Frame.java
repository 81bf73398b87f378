package io.github.dontwait.testkit.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * One part of a message: zero or more octets that never change.
 *
 * <p>Two frames are equal when their octets are. A frame never shares its array with anybody.
 */
public final class Frame {

    private static final Frame EMPTY = new Frame(new byte[0]);

    private final byte[] octets;

    private Frame(byte[] octets) {
        this.octets = octets;
    }

    /** A frame of a copy of these octets. */
    public static Frame of(byte... octets) {
        return octets.length == 0 ? EMPTY : new Frame(octets.clone());
    }

    /** A frame of the octets that remain in the buffer; the buffer is read to its limit. */
    public static Frame of(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.get(copy);
        return copy.length == 0 ? EMPTY : new Frame(copy);
    }

    /** A frame of these octets themselves, which nobody else may know. */
    static Frame owning(byte[] octets) {
        return octets.length == 0 ? EMPTY : new Frame(octets);
    }

    /** The text in UTF-8. */
    public static Frame text(String text) {
        return text.isEmpty() ? EMPTY : new Frame(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The octets that the hexadecimal digits stand for; white space between them is ignored.
     *
     * @throws IllegalArgumentException if the digits are not pairs of hexadecimal digits
     */
    public static Frame hex(String digits) {
        return of(OctetText.parseHex(digits));
    }

    /** The frame without octets. */
    public static Frame empty() {
        return EMPTY;
    }

    /** A frame of the given size, each octet the same. */
    public static Frame filled(int size, int octet) {
        byte[] octets = new byte[size];
        Arrays.fill(octets, (byte) octet);
        return new Frame(octets);
    }

    /** The number of octets. */
    public int size() {
        return octets.length;
    }

    /** Whether it has no octets. */
    public boolean isEmpty() {
        return octets.length == 0;
    }

    /** A copy of the octets. */
    public byte[] octets() {
        return octets.clone();
    }

    /** The octet at the index, counted from 0, as a number from 0 to 255. */
    public int octetAt(int index) {
        return octets[Objects.checkIndex(index, octets.length)] & 0xff;
    }

    /** The octets from {@code from} (inclusive) to {@code to} (exclusive). */
    public Frame slice(int from, int to) {
        Objects.checkFromToIndex(from, to, octets.length);
        return from == 0 && to == octets.length ? this : new Frame(Arrays.copyOfRange(octets, from, to));
    }

    /** The first octets, so many at most: of a text a few less where its last character would be cut in two. */
    public Frame head(int most) {
        return most >= octets.length ? this : slice(0, OctetText.headOf(octets, most));
    }

    /** Puts the octets into the buffer, which must have room for them. */
    public void writeTo(ByteBuffer buffer) {
        buffer.put(octets);
    }

    /** Puts the octets from {@code from} (inclusive) to {@code to} (exclusive) into the buffer, which must have room. */
    public void writeTo(ByteBuffer buffer, int from, int to) {
        Objects.checkFromToIndex(from, to, octets.length);
        buffer.put(octets, from, to - from);
    }

    /** The index of the first octet in which the two differ (the shorter size if one begins with the other), or -1. */
    public int firstDifference(Frame other) {
        return Arrays.mismatch(octets, other.octets);
    }

    /** The octets read as UTF-8; what is malformed reads as U+FFFD. */
    public String text() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    /** The octets in lower-case hexadecimal digits, without blanks. */
    public String hex() {
        return HexFormat.of().formatHex(octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame frame && Arrays.equals(octets, frame.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /**
     * Printable UTF-8 in quotes, with line breaks and tabs escaped as in Java; anything else as hexadecimal digits behind
     * {@code 0x}. Long frames are shortened.
     */
    @Override
    public String toString() {
        return OctetText.print(octets);
    }
}
