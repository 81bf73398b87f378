package io.github.dontwait.testkit.junit;

import io.github.dontwait.testkit.leak.LeakCheck;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the lives which of their threads an exception has ended. While any life is open it is the JVM's default handler
 * of uncaught exceptions, and hands each on to the one before it. A thread or group with a handler of its own keeps it,
 * and is not seen.
 */
final class Deaths implements UncaughtExceptionHandler {

    private static final Deaths HANDLER = new Deaths();

    private final Map<LeakCheck, Life> lives = new ConcurrentHashMap<>();
    private final Set<Thread> dying = ConcurrentHashMap.newKeySet();
    private volatile @Nullable UncaughtExceptionHandler before;

    private Deaths() {}

    /** From now on this life is told of the threads that this check watches. */
    static void tell(Life life, LeakCheck check) {
        HANDLER.begin(life, check);
    }

    /** No more. */
    static void tellNoMore(LeakCheck check) {
        HANDLER.end(check);
    }

    private synchronized void begin(Life life, LeakCheck check) {
        if (lives.isEmpty() && Thread.getDefaultUncaughtExceptionHandler() != this) {
            before = Thread.getDefaultUncaughtExceptionHandler();
            Thread.setDefaultUncaughtExceptionHandler(this);
        }
        lives.put(check, life);
    }

    private synchronized void end(LeakCheck check) {
        lives.remove(check);
        // Who has put another handler before this one has to take it away: this one stays behind it.
        if (lives.isEmpty() && Thread.getDefaultUncaughtExceptionHandler() == this) {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    /** Called in the dying thread. */
    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (!dying.add(thread)) {
            return; // the handler before this one is one that hands on to it
        }
        try {
            tell(thread, failure);
        } finally {
            dying.remove(thread);
        }
    }

    private void tell(Thread thread, Throwable failure) {
        LeakCheck.current().map(lives::get).ifPresent(life -> life.died(thread, failure));
        UncaughtExceptionHandler next = before;
        if (next != null) {
            next.uncaughtException(thread, failure);
        } else {
            // What the JVM does by itself.
            System.err.print("Exception in thread \"" + thread.getName() + "\" ");
            failure.printStackTrace();
        }
    }
}
