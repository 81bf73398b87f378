package io.github.dontwait.testkit.jeromq;

/** Whose code called JeroMQ. */
final class Callers {

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final String CHECKED = Callers.class.getPackageName() + ".";

    private Callers() {}

    /** The innermost frame that is neither JeroMQ's nor this package's: {@code MyWorker.run(MyWorker.java:42)}. */
    static String place() {
        return WALKER.walk(frames -> frames.dropWhile(frame -> isLibrary(frame.getClassName()))
                .findFirst()
                .map(frame -> {
                    String type = frame.getClassName();
                    return type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + "." + frame.getMethodName()
                            + " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
                })
                .orElse("an unknown place"));
    }

    private static boolean isLibrary(String type) {
        return type.startsWith("org.zeromq.")
                || type.startsWith(CHECKED + "Checked")
                || type.startsWith(CHECKED + "Ownership")
                || type.startsWith(CHECKED + "SentArrays")
                || type.startsWith(CHECKED + "Callers");
    }
}
