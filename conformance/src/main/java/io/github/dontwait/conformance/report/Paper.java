package io.github.dontwait.conformance.report;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of text for a terminal or a pipe: written piece by piece, never with trailing blanks, and safe to print whatever
 * the pieces hold. Used by one thread.
 */
public final class Paper {

    private static final int NARROWEST = 40;

    private final SafeText safe;
    private final boolean coloured;
    private final int width;
    private final List<String> lines = new ArrayList<>();
    private final List<Piece> current = new ArrayList<>();

    private record Piece(Ink ink, String text) {}

    /**
     * Empty paper.
     *
     * @param charset what the reader's side can show
     * @param coloured whether inks are visible
     * @param width where prose is wrapped, in characters
     */
    public Paper(Charset charset, boolean coloured, int width) {
        this.safe = new SafeText(charset);
        this.coloured = coloured;
        this.width = Math.max(NARROWEST, width);
    }

    /** Paper without colours, 100 characters wide, for Unicode. */
    public static Paper plain() {
        return new Paper(StandardCharsets.UTF_8, false, 100);
    }

    /** Adds to the line at hand; line breaks in the text begin new lines. */
    public Paper print(Ink ink, String text) {
        String[] parts = text.split("\r?\n", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                end();
            }
            if (!parts[i].isEmpty()) {
                current.add(new Piece(ink, safe.of(parts[i])));
            }
        }
        return this;
    }

    /** Adds plain text to the line at hand. */
    public Paper print(String text) {
        return print(Ink.PLAIN, text);
    }

    /** Ends the line at hand; an empty one becomes an empty line. */
    public Paper end() {
        StringBuilder line = new StringBuilder();
        int last = current.size() - 1;
        while (last >= 0 && current.get(last).text().isBlank()) {
            last--;
        }
        for (int i = 0; i <= last; i++) {
            Piece piece = current.get(i);
            String text = i == last ? piece.text().stripTrailing() : piece.text();
            line.append(coloured ? piece.ink().colour(text) : text);
        }
        current.clear();
        lines.add(line.toString());
        return this;
    }

    /** Adds a whole line. */
    public Paper line(Ink ink, String text) {
        return print(ink, text).end();
    }

    /** Adds a whole plain line. */
    public Paper line(String text) {
        return line(Ink.PLAIN, text);
    }

    /** Adds an empty line, unless there is one or nothing at all yet. */
    public Paper gap() {
        if (!lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
            lines.add("");
        }
        return this;
    }

    /** Adds a label to the line at hand, and prose behind it; what does not fit continues below, under its beginning. */
    public Paper labelled(Ink labelInk, String label, Ink ink, String text) {
        int indent = label.length()
                + current.stream().mapToInt(piece -> length(piece.text())).sum();
        boolean first = true;
        for (String paragraph : text.split("\r?\n", -1)) {
            for (String row : wrap(safe.of(paragraph), Math.max(NARROWEST / 2, width - indent))) {
                if (first) {
                    print(labelInk, label);
                } else {
                    print(" ".repeat(indent));
                }
                first = false;
                print(ink, row).end();
            }
        }
        return this;
    }

    /** Adds indented prose. */
    public Paper prose(int indent, String text) {
        return labelled(Ink.PLAIN, " ".repeat(indent), Ink.PLAIN, text);
    }

    private static List<String> wrap(String text, int width) {
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        for (String word : text.strip().split(" +")) {
            if (row.length() > 0 && length(row) + 1 + length(word) > width) {
                rows.add(row.toString());
                row.setLength(0);
            }
            if (row.length() > 0) {
                row.append(' ');
            }
            row.append(word);
        }
        rows.add(row.toString());
        return rows;
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    /** Where prose is wrapped. */
    public int width() {
        return width;
    }

    /** The finished lines. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The finished lines, each with a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
