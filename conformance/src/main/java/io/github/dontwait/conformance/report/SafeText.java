package io.github.dontwait.conformance.report;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.HexFormat;
import java.util.Map;

/**
 * Makes text fit for a terminal. What a subject printed may hold anything: escape sequences, characters that turn the
 * writing direction, characters that the terminal's charset does not have. None of them gets through as it is.
 */
final class SafeText {

    private static final Map<Integer, String> PLAINER = Map.ofEntries(
            Map.entry((int) '…', "..."),
            Map.entry((int) '–', "-"),
            Map.entry((int) '—', "-"),
            Map.entry((int) '×', "x"),
            Map.entry((int) '≥', ">="),
            Map.entry((int) '≤', "<="),
            Map.entry((int) '→', "->"),
            Map.entry((int) '’', "'"),
            Map.entry((int) '“', "\""),
            Map.entry((int) '”', "\""),
            Map.entry((int) 'µ', "u"));

    private final CharsetEncoder encoder;

    SafeText(Charset charset) {
        this.encoder = charset.newEncoder();
    }

    /** The text with everything that is not printable spelt out. Line breaks are not printable here. */
    String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> append(safe, point));
        return safe.toString();
    }

    private void append(StringBuilder safe, int point) {
        if (point == '\t') {
            safe.append("    ");
        } else if (!isPrintable(point)) {
            safe.append(escaped(point));
        } else if (point < 0x80 || encoder.canEncode(Character.toString(point))) {
            safe.appendCodePoint(point);
        } else {
            safe.append(PLAINER.getOrDefault(point, escaped(point)));
        }
    }

    static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    static String escaped(int point) {
        HexFormat hex = HexFormat.of();
        return point < 0x100 ? "\\x" + hex.toHexDigits((byte) point) : "\\u{" + Integer.toHexString(point) + "}";
    }
}
