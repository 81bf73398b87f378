package io.github.dontwait.reference;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the process: in order if the actor stops in time, and anyway if it does not. Runs as the JVM's shutdown hook, and
 * at the end of standard input.
 *
 * <p>It ends with {@link Runtime#halt}: a JVM that merely returns from its hooks exits with 143 after SIGTERM.
 */
final class Shutdown implements Runnable {

    /** Of the second that an exit may take beyond the linger. */
    private static final long GRACE_MILLIS = 700;

    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final long PRINTING_MILLIS = 200;

    private final Stoppable actor;
    private final long lingerMillis;
    private final Runnable lastWord;
    private final AtomicBoolean saidLastWord = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Ends that actor.
     *
     * @param lingerMillis how long its peers may hold it up
     * @param lastWord what is printed at the very end
     */
    Shutdown(Stoppable actor, long lingerMillis, Runnable lastWord) {
        this.actor = actor;
        this.lingerMillis = lingerMillis;
        this.lastWord = lastWord;
    }

    /** Asks the actor to stop, waits while it does, and ends the process. Does not return. */
    @Override
    public void run() {
        actor.stop();
        boolean inTime = false;
        while (!inTime && !actor.workHasEnded()) {
            inTime = awaitEnd(LOOK_AGAIN_MILLIS);
        }
        if (!inTime && !awaitEnd(lingerMillis + GRACE_MILLIS)) {
            sayLastWordInBackground();
            awaitEnd(PRINTING_MILLIS);
        }
        Runtime.getRuntime().halt(0);
    }

    /** The actor has ended and everything is closed: says so and ends the process. Does not return. */
    void complete() {
        sayLastWord();
        Runtime.getRuntime().halt(0);
    }

    private void sayLastWord() {
        if (saidLastWord.compareAndSet(false, true)) {
            lastWord.run();
            ended.countDown();
        }
    }

    /** Standard output may be what everything hangs on. */
    private void sayLastWordInBackground() {
        Thread speaker = new Thread(this::sayLastWord, "last-word");
        speaker.setDaemon(true);
        speaker.start();
    }

    private boolean awaitEnd(long millis) {
        try {
            return ended.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException notDuringShutdown) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
