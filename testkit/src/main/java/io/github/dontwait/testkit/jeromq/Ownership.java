package io.github.dontwait.testkit.jeromq;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * To which thread a socket belongs.
 *
 * <p>A socket may be handed from one thread to another one: made and bound here, used there. It may not be used by two at
 * a time, nor come back to a thread that gave it away while the new owner lives. Once the owner has ended, anybody may
 * take it. Any thread may call this.
 */
final class Ownership {

    private final String socket;
    private final Set<Thread> formerOwners = Collections.newSetFromMap(new WeakHashMap<>());
    private @Nullable Thread owner;
    private String takenAt = "";
    private String inside = "";
    private int depth;

    Ownership(String socket) {
        this.socket = socket;
    }

    /**
     * The calling thread begins to use the socket.
     *
     * @throws SocketMisuseError if the socket is another thread's
     */
    synchronized void enter(String operation) {
        Thread current = Thread.currentThread();
        Thread of = owner;
        if (of != null && of != current && of.isAlive()) {
            if (depth > 0) {
                throw misuse(current, operation, "while " + of.getName() + " was inside " + inside);
            }
            if (formerOwners.contains(current)) {
                throw misuse(current, operation, "after " + of.getName() + " had taken it over with " + takenAt);
            }
            formerOwners.add(of);
        }
        if (of != current) {
            formerOwners.remove(current);
            owner = current;
            depth = 0;
            takenAt = operation + " at " + Callers.place();
        }
        if (depth == 0) {
            inside = operation;
        }
        depth++;
    }

    /** The calling thread has used it. */
    synchronized void exit() {
        if (owner == Thread.currentThread() && depth > 0) {
            depth--;
        }
    }

    /** The calling thread gives it away: the next thread that uses it owns it, whoever had it before. */
    synchronized void release() {
        owner = null;
        depth = 0;
        formerOwners.clear();
    }

    /** The thread that may use it now; null if any may. */
    synchronized @Nullable Thread owner() {
        Thread of = owner;
        return of != null && of.isAlive() ? of : null;
    }

    /** With what its owner took it. */
    synchronized String takenAt() {
        return takenAt;
    }

    private SocketMisuseError misuse(Thread current, String operation, String when) {
        return new SocketMisuseError(
                socket + " to be used by one thread only",
                current.getName() + " called " + operation + " at " + Callers.place() + " " + when,
                "JeroMQ does not notice, and mixes or loses messages. Give each thread a socket of its own (inproc), or"
                        + " call CheckedSocket.release() where one thread hands it to another.");
    }
}
