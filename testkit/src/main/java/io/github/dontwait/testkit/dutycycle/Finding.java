package io.github.dontwait.testkit.dutycycle;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that a turn must not do and did.
 *
 * @param kind what it was
 * @param text what was seen, as it reads after the word <i>but</i>, without the stack
 * @param atLeast for how long; with a wait that was seen once, zero
 * @param timesSeen in how many samples
 * @param stack where the thread was, the innermost frame first, down to the turn; empty if no sample shows it
 */
public record Finding(Kind kind, String text, Duration atLeast, int timesSeen, List<StackTraceElement> stack) {

    private static final int SHOWN_FRAMES = 24;

    public Finding {
        stack = List.copyOf(stack);
    }

    /** What was seen and where, the stack below it, a frame a line. */
    public String observation() {
        if (stack.isEmpty()) {
            return text;
        }
        String frames = stack.stream()
                .limit(SHOWN_FRAMES)
                .map(frame -> "\n    at " + withoutModule(frame))
                .collect(Collectors.joining());
        String rest = stack.size() > SHOWN_FRAMES ? "\n    … " + (stack.size() - SHOWN_FRAMES) + " more" : "";
        return text + ":" + frames + rest;
    }

    private static String withoutModule(StackTraceElement frame) {
        return new StackTraceElement(
                        frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber())
                .toString();
    }

    /** What a turn may do wrong. */
    public enum Kind {
        /** It slept, was parked, or waited to be notified. */
        WAIT,
        /** It waited for a lock that another thread held. */
        LOCK,
        /** It sat in a call into the system that does not return before something comes: a read, an accept, a select. */
        NATIVE_CALL,
        /** It waited, or met a lock that was held, too shortly for a sample to show where. */
        UNSEEN_WAIT,
        /** It used more processor time than its budget. */
        OVER_BUDGET
    }
}
