package io.github.dontwait.testkit.thread;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Frames of a stack: whose they are, and how they are called. */
final class Frames {

    /** Not the user's: the platform, JeroMQ, JUnit, and those classes of the kit that stand in for JeroMQ's. */
    private static final Pattern FOREIGN = Pattern.compile("(java|javax|jdk|sun|com\\.sun|zmq|org\\.zeromq|org\\.junit"
            + "|org\\.opentest4j|org\\.apache\\.maven\\.surefire|org\\.gradle)\\..*"
            + "|io\\.github\\.dontwait\\.testkit\\.jeromq\\.(Checked(Context|Socket|Poller)|ContextThreads)(\\$.*)?");

    /** What calls a test or a thread's task: below it there is nothing of interest. */
    private static final Pattern CALLER = Pattern.compile("(org\\.junit|org\\.apache\\.maven\\.surefire|org\\.gradle"
            + "|jdk\\.internal\\.reflect|java\\.lang\\.reflect|java\\.lang\\.invoke)\\..*");

    private Frames() {}

    /** A stack without the classes behind lambdas and method references, which have no source. */
    static List<StackTraceElement> visible(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> !frame.getClassName().contains("$$Lambda"))
                .toList();
    }

    static boolean isForeign(StackTraceElement frame) {
        return FOREIGN.matcher(frame.getClassName()).matches();
    }

    /** The index of the innermost frame that is the user's; -1 if there is none. */
    static int firstOwn(List<StackTraceElement> stack) {
        for (int i = 0; i < stack.size(); i++) {
            if (!isForeign(stack.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The innermost frame of a method, by the full name of its class. */
    static @Nullable StackTraceElement find(List<StackTraceElement> stack, String className, String method) {
        return first(
                stack,
                frame -> frame.getClassName().equals(className)
                        && frame.getMethodName().equals(method));
    }

    static @Nullable StackTraceElement first(List<StackTraceElement> stack, Predicate<StackTraceElement> wanted) {
        return stack.stream().filter(wanted).findFirst().orElse(null);
    }

    /**
     * From the method that the user's code called to the last frame above what runs tests; nothing of JeroMQ's own threads,
     * which are all alike.
     */
    static List<StackTraceElement> worthShowing(List<StackTraceElement> stack) {
        int own = firstOwn(stack);
        if (own < 0 && find(stack, "zmq.poll.Poller", "run") != null) {
            return List.of();
        }
        int from = Math.max(0, own - 1);
        int to = stack.size();
        for (int i = from; i < stack.size(); i++) {
            if (i > own && CALLER.matcher(stack.get(i).getClassName()).matches()) {
                to = i;
                break;
            }
        }
        return stack.subList(from, to);
    }

    /** A method as one speaks of it: {@code ZMQ.Socket.recv}. */
    static String call(StackTraceElement frame) {
        return type(frame.getClassName()) + "." + frame.getMethodName();
    }

    /** A place in the sources: {@code MyWorker.run (MyWorker.java:42)}. */
    static String place(StackTraceElement frame) {
        String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
        String file = frame.getFileName() == null ? "no source" : frame.getFileName() + line;
        return call(frame) + " (" + file + ")";
    }

    /** A class without its package, as its user knows it. */
    static String type(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
        return switch (simple) {
            case "CheckedSocket" -> "ZMQ.Socket";
            case "CheckedPoller" -> "ZMQ.Poller";
            case "CheckedContext" -> "ZContext";
            default -> simple;
        };
    }
}
