package io.github.dontwait.testkit.leak;

import java.util.List;

/**
 * What was left behind.
 *
 * @param leaks each thing that was left, in words, of several lines where there is a stack to show
 * @param notJudged what could not be judged, and why
 */
public record LeakReport(List<String> leaks, List<String> notJudged) {

    public LeakReport {
        leaks = List.copyOf(leaks);
        notJudged = List.copyOf(notJudged);
    }

    /** Whether nothing was left behind, as far as could be judged. */
    public boolean isClean() {
        return leaks.isEmpty();
    }

    /** All of it, indented by two blanks, without a line break at the end; empty if nothing was left. */
    public String text() {
        if (isClean()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        leaks.forEach(leak -> text.append("\n").append(leak.indent(2).stripTrailing()));
        notJudged.forEach(what -> text.append("\nnot judged: ").append(what));
        return text.substring(1);
    }

    @Override
    public String toString() {
        return isClean() ? "nothing was left behind" : text();
    }
}
