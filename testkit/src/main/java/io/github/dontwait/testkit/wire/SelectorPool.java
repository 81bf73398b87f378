package io.github.dontwait.testkit.wire;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Selectors for those who must wait, returned after each wait.
 *
 * <p>Hundreds of connections that seldom wait at the same time then need a handful of descriptors, not two each. At most
 * {@value #MOST_IDLE} stay open for good.
 */
final class SelectorPool {

    private static final int MOST_IDLE = 4;
    private static final Deque<Selector> IDLE = new ArrayDeque<>();

    private SelectorPool() {}

    static Selector borrow() throws IOException {
        synchronized (IDLE) {
            Selector idle = IDLE.pollFirst();
            if (idle != null) {
                return idle;
            }
        }
        return Selector.open();
    }

    /** Takes it back; its keys must have been cancelled. */
    static void giveBack(Selector selector) throws IOException {
        // Cancelled keys leave, and with them the last hold on channels that were closed meanwhile.
        selector.selectNow();
        synchronized (IDLE) {
            if (IDLE.size() < MOST_IDLE) {
                IDLE.addFirst(selector);
                return;
            }
        }
        selector.close();
    }
    /** Closes those that are not borrowed. */
    static void closeIdle() throws IOException {
        synchronized (IDLE) {
            for (Selector idle = IDLE.pollFirst(); idle != null; idle = IDLE.pollFirst()) {
                idle.close();
            }
        }
    }
}
