package io.github.dontwait.testkit.thread;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a thread stands there, told from its stack and its state. */
final class Posture {

    /** Where JeroMQ 0.6.0 waits without a deadline, and where with one: the same method, two lines. */
    private static final Waits SIGNALER = new Waits("zmq.Signaler", "waitEvent", 166, 169);

    private static final Waits POLL = new Waits("zmq.ZMQ", "poll", 1055, 1061);

    private final List<StackTraceElement> stack;
    private final Thread.State state;
    private final @Nullable String lock;

    Posture(List<StackTraceElement> stack, Thread.State state, @Nullable String lock) {
        this.stack = stack;
        this.state = state;
        this.lock = lock;
    }

    /** Whether it waits in {@link Thread#join()}. */
    static boolean joins(List<StackTraceElement> stack) {
        return Frames.find(stack, "java.lang.Thread", "join") != null;
    }

    String words() {
        if (stack.isEmpty()) {
            return "has no Java frames";
        }
        if (state == Thread.State.BLOCKED) {
            String where = Frames.firstOwn(stack) == 0 ? " in " + Frames.place(stack.get(0)) : "";
            return "waits to enter a monitor" + (lock == null ? "" : " of " + lock) + where;
        }
        if (Frames.find(stack, "zmq.Ctx", "terminate") != null) {
            return "sits in " + call() + ", which waits until every socket of the context is closed and has sent what"
                    + " its linger demands (-1: for ever)";
        }
        if (Frames.find(stack, "zmq.SocketBase", "recv") != null && SIGNALER.isIn(stack)) {
            return "sits in " + call() + SIGNALER.deadline(stack);
        }
        if (Frames.find(stack, "zmq.SocketBase", "send") != null && SIGNALER.isIn(stack)) {
            return "sits in " + call() + SIGNALER.deadline(stack)
                    + ", with no peer to send to or at its high-water mark";
        }
        if (POLL.isIn(stack)) {
            return (state == Thread.State.RUNNABLE && !isInNative() ? "turns in " : "sits in ")
                    + call()
                    + POLL.deadline(stack);
        }
        if (Frames.find(stack, "zmq.poll.Poller", "run") != null) {
            return "is a thread of a JeroMQ context that is open";
        }
        return ofTheJdk();
    }

    private String ofTheJdk() {
        if (Frames.find(stack, "java.lang.Thread", "sleep") != null) {
            return "sleeps in Thread.sleep";
        }
        if (state == Thread.State.WAITING) {
            return "waits in " + call() + " without a deadline";
        }
        if (state == Thread.State.TIMED_WAITING) {
            return "waits in " + call() + " with a deadline";
        }
        return (isInNative() ? "sits in " : "runs in ") + call();
    }

    private boolean isInNative() {
        return stack.get(0).isNativeMethod();
    }

    /** What the user's code called; without any, the outermost public method that is known. */
    private String call() {
        int own = Frames.firstOwn(stack);
        if (own == 0) {
            return Frames.place(stack.get(0));
        }
        return Frames.call(stack.get(own > 0 ? own - 1 : 0));
    }

    /** A method that waits on one line for ever, and on another one for a while. */
    private record Waits(String className, String method, int forEver, int forAWhile) {

        boolean isIn(List<StackTraceElement> stack) {
            return Frames.find(stack, className, method) != null;
        }

        /** Nothing where the lines are those of another version. */
        String deadline(List<StackTraceElement> stack) {
            StackTraceElement frame = Frames.find(stack, className, method);
            int line = frame == null ? 0 : frame.getLineNumber();
            return line == forEver ? " without a deadline" : line == forAWhile ? " with a deadline" : "";
        }
    }
}
