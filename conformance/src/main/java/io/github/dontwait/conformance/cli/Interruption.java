package io.github.dontwait.conformance.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/** Makes sure that either the ordinary end of a run or its interruption by a signal is told, never both. */
final class Interruption {

    private final AtomicBoolean isTaken = new AtomicBoolean();
    private final Thread hook;

    private Interruption(Runnable whenInterrupted) {
        this.hook = new Thread(
                () -> {
                    if (isTaken.compareAndSet(false, true)) {
                        whenInterrupted.run();
                    }
                },
                "dontwait-interrupted");
    }

    /** From now on, does this if the JVM is told to end. */
    static Interruption watch(Runnable whenInterrupted) {
        Interruption interruption = new Interruption(whenInterrupted);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Ends the watch; false if the interruption came first. */
    boolean isAverted() {
        boolean isAverted = isTaken.compareAndSet(false, true);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already; the hook finds that it has nothing to do, or has done it.
            return isAverted;
        }
        return isAverted;
    }
}
