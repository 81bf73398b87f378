package io.github.dontwait.testkit.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** How octets are shown to people, and read from hexadecimal digits. */
final class OctetText {

    private static final int LONGEST_IN_FULL = 64;
    private static final int HEAD = 24;
    private static final int TAIL = 8;

    private OctetText() {}

    static byte[] parseHex(String digits) {
        String compact = digits.replaceAll("\\s", "");
        try {
            return HexFormat.of().parseHex(compact.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "not hexadecimal: \"" + digits + "\"; give pairs of digits 0-9 a-f, blanks between them are free",
                    e);
        }
    }

    static String print(byte[] octets) {
        if (octets.length == 0) {
            return "\"\"";
        }
        if (octets.length <= LONGEST_IN_FULL) {
            return isPrintable(octets)
                    ? quote(decode(octets))
                    : "0x" + HexFormat.of().formatHex(octets);
        }
        byte[] head = Arrays.copyOf(octets, HEAD);
        byte[] tail = Arrays.copyOfRange(octets, octets.length - TAIL, octets.length);
        String size = " (" + octets.length + " octets)";
        if (isPrintable(head) && isPrintable(tail)) {
            return quote(decode(head) + "…" + decode(tail)) + size;
        }
        return "0x" + HexFormat.of().formatHex(head) + "…" + HexFormat.of().formatHex(tail) + size;
    }

    private static boolean isPrintable(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .codePoints()
                    .allMatch(OctetText::isPrintable);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String decode(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
