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
    private static final int LONGEST_CHARACTER = 4;

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
        String size = " (" + octets.length + " octets)";
        byte[] head = Arrays.copyOf(octets, endOfCharacters(octets, HEAD));
        byte[] tail = Arrays.copyOfRange(octets, startOfCharacters(octets, octets.length - TAIL), octets.length);
        if (isPrintable(head) && isPrintable(tail)) {
            return quote(decode(head) + "…" + decode(tail)) + size;
        }
        HexFormat hex = HexFormat.of();
        return "0x" + hex.formatHex(octets, 0, HEAD) + "…" + hex.formatHex(octets, octets.length - TAIL, octets.length)
                + size;
    }

    /** How many of the first octets to show, at most so many: of a text as many as are whole characters. */
    static int headOf(byte[] octets, int most) {
        int cut = endOfCharacters(octets, most);
        return isPrintable(Arrays.copyOf(octets, cut)) ? cut : most;
    }

    /** Where to cut at the latest so that no character of UTF-8 is cut in two; the end itself if none is cut there. */
    private static int endOfCharacters(byte[] octets, int end) {
        int cut = end;
        while (cut > 0 && end - cut < LONGEST_CHARACTER && isInside(octets[cut])) {
            cut--;
        }
        return cut;
    }

    private static int startOfCharacters(byte[] octets, int start) {
        int cut = start;
        while (cut - start < LONGEST_CHARACTER && isInside(octets[cut])) {
            cut++;
        }
        return cut;
    }

    /** Whether a character of UTF-8 has begun before this octet. */
    private static boolean isInside(byte octet) {
        return (octet & 0xc0) == 0x80;
    }

    private static boolean isPrintable(byte[] octets) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            // Line breaks and tabs are part of a text; alone they are rather a small number.
            return text.codePoints().allMatch(each -> isPrintable(each) || isEscaped(each))
                    && text.codePoints().anyMatch(OctetText::isPrintable);
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

    private static boolean isEscaped(int codePoint) {
        return codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
    }

    private static String decode(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static String quote(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}
