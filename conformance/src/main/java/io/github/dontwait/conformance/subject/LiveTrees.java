package io.github.dontwait.conformance.subject;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The process trees that the suite has started and not ended; they end with the suite, however that ends itself. */
final class LiveTrees {

    private static final Set<ProcessTree> TREES = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(LiveTrees::killAll, "dontwait-last-kill"));
    }

    private static final ReadWriteLock STARTS = new ReentrantReadWriteLock();
    private static boolean ending;

    private LiveTrees() {}

    /** Starts a process. */
    @FunctionalInterface
    interface Start {
        ChildProcess begin() throws IOException;
    }

    /**
     * Starts a process and adds its tree, as one step: the suite may be told to end at any moment, and nothing that is
     * started then may be overlooked.
     *
     * @throws IOException if it cannot be started, or the suite is ending
     */
    static ChildProcess start(Start start) throws IOException {
        STARTS.readLock().lock();
        try {
            if (ending) {
                throw new IOException("the suite is ending");
            }
            ChildProcess child = start.begin();
            TREES.add(child.tree());
            return child;
        } finally {
            STARTS.readLock().unlock();
        }
    }

    /** Removes a tree of which nothing is left. */
    static void remove(ProcessTree tree) {
        TREES.remove(tree);
    }

    private static void killAll() {
        STARTS.writeLock().lock();
        try {
            ending = true;
        } finally {
            STARTS.writeLock().unlock();
        }
        TREES.forEach(ProcessTree::kill);
    }
}
