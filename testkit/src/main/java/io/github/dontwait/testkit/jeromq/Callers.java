package io.github.dontwait.testkit.jeromq;

import java.util.regex.Pattern;

/** Whose code called JeroMQ. */
final class Callers {

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final Pattern LIBRARY = Pattern.compile("(org\\.zeromq|zmq)\\..*|"
            + Pattern.quote(Callers.class.getPackageName())
            + "\\.(CheckedContext|CheckedSocket|CheckedPoller|Ownership|SentArrays|Callers)(\\$.*)?");

    private Callers() {}

    /** The innermost frame that is neither JeroMQ's nor this package's: {@code MyWorker.run(MyWorker.java:42)}. */
    static String place() {
        return WALKER.walk(frames -> frames.dropWhile(
                        frame -> LIBRARY.matcher(frame.getClassName()).matches())
                .findFirst()
                .map(frame -> {
                    String type = frame.getClassName();
                    return type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + "." + frame.getMethodName()
                            + " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
                })
                .orElse("an unknown place"));
    }
}
