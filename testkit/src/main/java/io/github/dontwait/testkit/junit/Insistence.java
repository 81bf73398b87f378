package io.github.dontwait.testkit.junit;

import io.github.dontwait.testkit.leak.LeakCheck;
import io.github.dontwait.testkit.thread.ThreadDump;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts a test's thread again after its timeout has: one that swallows an interrupt and tries once more would go on
 * for as long as it likes. After a while of grace, which cleaning up may take, it does so again and again until the test
 * has been left.
 *
 * <p>What swallows every interrupt and never gives up is not ended by this. Then it says so on the standard error, with
 * where the thread is: nobody else can.
 */
final class Insistence {

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final int IN_VAIN = 50;

    private final String test;
    private final Thread target;
    private int interrupts;
    private boolean isOver;
    private @Nullable Explanation where;

    private Insistence(String test, Thread target) {
        this.test = test;
        this.target = target;
    }

    /** Begins; {@link #end} must follow. */
    static Insistence on(Thread target, String test) {
        Insistence insistence = new Insistence(test, target);
        Thread thread = new Thread(insistence::insist, "dontwait-timeout");
        thread.setDaemon(true);
        LeakCheck.disown(thread);
        thread.start();
        return insistence;
    }

    private synchronized void insist() {
        try {
            await(GRACE);
            while (!isOver) {
                if (where == null) {
                    where = Explanation.ofThreads(
                            "The test went on after its timeout; " + GRACE.toMillis() + " ms later:",
                            ThreadDump.take(),
                            Set.of(target));
                }
                interrupts++;
                target.interrupt();
                if (interrupts == IN_VAIN) {
                    System.err.println(test + " swallows interrupts, and does not end after its timeout. " + where);
                }
                await(PERIOD);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody knows this thread; whoever does it all the same ends it
        }
    }

    private void await(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); !isOver && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /**
     * Ends it, in the thread of the test, which is interrupted no more afterwards.
     *
     * @return where the test was when one interrupt had not ended it; null if one had
     */
    synchronized @Nullable Explanation end() {
        isOver = true;
        notifyAll();
        if (interrupts > 0 && Thread.currentThread() == target) {
            Thread.interrupted();
        }
        return where;
    }
}
