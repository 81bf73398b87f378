package io.github.dontwait.testkit.jeromq;

import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import zmq.ZError;

/** What went wrong with a context: misuse of its sockets, what JeroMQ's threads report, an end that does not come. */
final class ContextFailures {

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final BooleanSupplier isClosing;

    ContextFailures(BooleanSupplier isClosing) {
        this.isClosing = isClosing;
    }

    /** In order of time; a copy. */
    List<Throwable> all() {
        return List.copyOf(failures);
    }

    void add(RuntimeException failure) {
        failures.add(failure);
    }

    void add(SocketMisuseError misuse) {
        failures.add(misuse);
    }

    /** One of JeroMQ's threads has ended by an exception. */
    void died(Thread thread, Throwable failure) {
        add(new IllegalStateException(
                thread.getName() + " of a JeroMQ context died, and with it all connections: " + failure, failure));
    }

    /** One of JeroMQ's threads has caught an exception. */
    void notified(Thread thread, Throwable failure) {
        if (isClosing.getAsBoolean() && isOfClosing(failure)) {
            return;
        }
        add(new IllegalStateException(
                thread.getName() + " of a JeroMQ context reported an error: " + failure, failure));
    }

    /** JeroMQ sometimes finds a channel closed that it is about to close. */
    private static boolean isOfClosing(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ClosedChannelException) {
                return true;
            }
        }
        return failure instanceof ZError.IOException;
    }

    /** Throws the first, which carries the others; does nothing if there is none. */
    void throwAll() {
        List<Throwable> all = all();
        if (all.isEmpty()) {
            return;
        }
        Throwable first = all.get(0);
        all.stream().skip(1).filter(each -> each != first).forEach(first::addSuppressed);
        if (first instanceof SocketMisuseError misuse) {
            throw misuse;
        }
        throw (RuntimeException) first;
    }
}
