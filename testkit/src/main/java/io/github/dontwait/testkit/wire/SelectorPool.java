package io.github.dontwait.testkit.wire;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Selectors for those who must wait, returned after each wait.
 *
 * <p>Hundreds of connections that seldom wait at the same time then need a handful of descriptors, not two each. At most
 * {@value #MOST_IDLE} stay open for good, each for the channel that used it last.
 */
final class SelectorPool {

    private static final int MOST_IDLE = 4;
    private static final Deque<Watch> IDLE = new ArrayDeque<>();

    private SelectorPool() {}

    /** The one that this channel used last, or else the one that nobody has used for longest, or a new one. */
    static Watch borrow(SelectableChannel channel) throws IOException {
        synchronized (IDLE) {
            Watch own = takeOwn(channel);
            if (own != null) {
                return own;
            }
            if (IDLE.size() == MOST_IDLE) {
                return IDLE.removeLast();
            }
        }
        return new Watch();
    }

    private static @Nullable Watch takeOwn(SelectableChannel channel) {
        for (Iterator<Watch> each = IDLE.iterator(); each.hasNext(); ) {
            Watch watch = each.next();
            if (watch.isOf(channel)) {
                each.remove();
                return watch;
            }
        }
        return null;
    }

    /** Takes it back, whatever its channel has become meanwhile. */
    static void giveBack(Watch watch) throws IOException {
        synchronized (IDLE) {
            if (watch.isOfClosed()) {
                watch.forget();
            }
            if (IDLE.size() < MOST_IDLE) {
                IDLE.addFirst(watch);
                return;
            }
        }
        watch.close();
    }

    /** To be called behind the close of a channel: without it the system would still have it. */
    static void closed(SelectableChannel channel) throws IOException {
        synchronized (IDLE) {
            Watch own = takeOwn(channel);
            if (own != null) {
                own.forget();
                IDLE.addLast(own);
            }
        }
    }

    /** Closes those that are not borrowed. */
    static void closeIdle() throws IOException {
        synchronized (IDLE) {
            for (Watch idle = IDLE.pollFirst(); idle != null; idle = IDLE.pollFirst()) {
                idle.close();
            }
        }
    }
}
