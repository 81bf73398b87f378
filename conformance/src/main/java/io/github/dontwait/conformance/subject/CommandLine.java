package io.github.dontwait.conformance.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One string as the words of a command, and back, by the quoting rules of a POSIX shell and without a shell: {@code '…'}
 * keeps everything, {@code "…"} keeps everything but a backslash before {@code " \ $ `}, a backslash elsewhere keeps the
 * next character. Variables, patterns and pipes mean nothing here.
 */
public final class CommandLine {

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@%+=:,./{}\\-]+");

    private CommandLine() {}

    /**
     * Splits a command line into words.
     *
     * @throws IllegalArgumentException naming the line and the fault, if a quote is not closed, a backslash is the last
     *     character, or no word is left
     */
    public static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '\'' || c == '"') {
                at = quoted(line, at, word);
                inWord = true;
            } else if (c == '\\') {
                if (at + 1 == line.length()) {
                    throw fault(line, "the backslash at its end escapes nothing");
                }
                word.append(line.charAt(at + 1));
                at += 2;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
                at++;
            } else {
                word.append(c);
                at++;
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw fault(line, "it names no program; expected for example 'python3 worker.py {endpoint}'");
        }
        return List.copyOf(words);
    }

    /** Reads one quoted part; returns the position after its closing quote. */
    private static int quoted(String line, int open, StringBuilder word) {
        char quote = line.charAt(open);
        for (int at = open + 1; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == quote) {
                return at + 1;
            }
            boolean escapes = c == '\\' && quote == '"' && at + 1 < line.length();
            if (escapes && "\"\\$`".indexOf(line.charAt(at + 1)) >= 0) {
                at++;
                word.append(line.charAt(at));
            } else {
                word.append(c);
            }
        }
        throw fault(line, "the quote " + quote + " at character " + (open + 1) + " is not closed");
    }

    private static IllegalArgumentException fault(String line, String what) {
        return new IllegalArgumentException("cannot read the command line [" + line + "]: " + what);
    }

    /** The words as one line that a POSIX shell, and {@link #words}, read back as the same words. */
    public static String line(List<String> words) {
        return String.join(" ", words.stream().map(CommandLine::quote).toList());
    }

    private static String quote(String word) {
        return NEEDS_NO_QUOTES.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
