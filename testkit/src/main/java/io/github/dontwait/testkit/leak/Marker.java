package io.github.dontwait.testkit.leak;

import org.jspecify.annotations.Nullable;

/**
 * Marks the threads that are made while a check is open.
 *
 * <p>A thread inherits the context class loader of the thread that makes it, and this is the only thing inherited that
 * can be read from outside. So the checked thread gets a loader that loads nothing itself and knows its check. The
 * threads that the JVM makes for itself inherit nothing, and the workers of a parallel test run have their own.
 */
final class Marker extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final LeakCheck check;

    Marker(LeakCheck check, @Nullable ClassLoader loader) {
        super("dontwait-leak-check", unmarked(loader));
        this.check = check;
    }

    private static ClassLoader unmarked(@Nullable ClassLoader loader) {
        if (loader instanceof Marker marker) {
            return marker.getParent();
        }
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    /** The check during which the thread was made; null if there was none. */
    static @Nullable LeakCheck checkOf(Thread thread) {
        return thread.getContextClassLoader() instanceof Marker marker ? marker.check : null;
    }

    /** Takes the mark from a thread: it is known to somebody who closes it. */
    static void unmark(Thread thread) {
        if (thread.getContextClassLoader() instanceof Marker marker) {
            thread.setContextClassLoader(marker.getParent());
        }
    }
}
