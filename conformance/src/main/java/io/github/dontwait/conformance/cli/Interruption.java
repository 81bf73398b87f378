package io.github.dontwait.conformance.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes sure that either the ordinary end of a run or its interruption by a signal is told, never both, and that the JVM
 * does not end before it was told to the end.
 */
final class Interruption {

    private static final long PATIENCE_SECONDS = 10;

    private final AtomicBoolean isTaken = new AtomicBoolean();
    private final CountDownLatch told = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Runnable whenInterrupted) {
        this.hook = new Thread(
                () -> {
                    if (isTaken.compareAndSet(false, true)) {
                        whenInterrupted.run();
                    } else {
                        awaitTold();
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

    private void awaitTold() {
        try {
            told.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // Nobody knows this thread; the JVM is ending all the same.
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Claims the telling for the ordinary end, which must call {@link #end()} when it has told; false if the interruption
     * came first, and then only after that has been told.
     */
    boolean isAverted() throws InterruptedException {
        if (isTaken.compareAndSet(false, true)) {
            return true;
        }
        // It still needs the files that the caller is about to close.
        hook.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return false;
    }

    /** Ends the watch: all is told. */
    void end() {
        told.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already; the hook finds that it has nothing to do.
            return;
        }
    }
}
