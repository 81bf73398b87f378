package io.github.dontwait.testkit.thread;

import java.util.List;

/**
 * What one thread was doing at one moment.
 *
 * @param thread its name
 * @param state its state as the JVM calls it
 * @param sentence what it does, as it reads after its name: {@code sits in ZMQ.Socket.recv without a deadline: called
 *     from MyWorker.run (MyWorker.java:42)}
 * @param stack its stack, the innermost frame first
 */
public record ThreadReading(String thread, Thread.State state, String sentence, List<StackTraceElement> stack) {

    private static final int MOST_LINES = 10;

    public ThreadReading {
        stack = List.copyOf(stack);
    }

    /**
     * The reading, and below it the stack from the call that waits down to the thread's own first frame, ten lines at
     * most, each indented by four blanks; without a line break at its end.
     */
    public String text() {
        StringBuilder text = new StringBuilder(toString());
        List<StackTraceElement> shown = Frames.worthShowing(stack);
        shown.stream().limit(MOST_LINES).forEach(frame -> text.append("\n    at ")
                .append(Frames.place(frame)));
        if (shown.size() > MOST_LINES) {
            text.append("\n    … ").append(shown.size() - MOST_LINES).append(" more");
        }
        return text.toString();
    }

    /** Name and sentence. */
    @Override
    public String toString() {
        return thread + " " + sentence;
    }
}
