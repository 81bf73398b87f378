package io.github.dontwait.conformance.subject;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The process trees that the suite has started and not ended; they end with the suite, however that ends itself. */
final class LiveTrees {

    private static final Set<ProcessTree> TREES = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(LiveTrees::killAll, "dontwait-last-kill"));
    }

    private static volatile boolean ending;

    private LiveTrees() {}

    /**
     * Adds a tree.
     *
     * @return false if the suite is ending; the tree has been killed then
     */
    static boolean add(ProcessTree tree) {
        TREES.add(tree);
        if (ending) {
            tree.kill();
            return false;
        }
        return true;
    }

    /** Removes a tree of which nothing is left. */
    static void remove(ProcessTree tree) {
        TREES.remove(tree);
    }

    private static void killAll() {
        ending = true;
        TREES.forEach(ProcessTree::kill);
    }
}
