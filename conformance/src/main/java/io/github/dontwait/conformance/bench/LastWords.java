package io.github.dontwait.conformance.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Picks the few lines that tell why a program failed from all that it printed: its last lines, and the line in which a
 * stack trace begins even where the trace is longer than that. Runtimes differ in where they put the message: Go and Rust
 * before the trace, Python behind it.
 */
final class LastWords {

    private static final int MOST = 12;

    /** Of a long trace: its message, and where it happened. */
    private static final int BEGIN = 4;

    private static final Pattern TRACE = Pattern.compile("^(panic: |fatal error: |thread '.*panicked at |Traceback |"
            + "Exception in thread |Unhandled [eE]xception|terminate called |memory allocation of )");

    private LastWords() {}

    /**
     * The lines to show, in their order.
     *
     * @param text the text of one of them
     * @param gap stands where lines of a trace are left out
     */
    static <T> List<T> of(List<T> lines, Function<T, String> text, T gap) {
        int begin = lines.size() - 1;
        while (begin >= 0 && !TRACE.matcher(text.apply(lines.get(begin))).find()) {
            begin--;
        }
        int last = Math.max(0, lines.size() - MOST);
        if (begin < 0 || begin >= last) {
            return lines.subList(last, lines.size());
        }
        List<T> shown = new ArrayList<>(lines.subList(begin, begin + BEGIN));
        shown.add(gap);
        shown.addAll(lines.subList(Math.max(begin + BEGIN, lines.size() - (MOST - BEGIN - 1)), lines.size()));
        return shown;
    }
}
