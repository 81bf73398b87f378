package io.github.dontwait.testkit.wire;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * A selector for one channel at a time. It stays registered between two waits, so that a peer which waits again and again
 * asks the system for nothing but the wait. For one thread at a time, except {@link #wakeup()}.
 */
final class Watch {

    private final Selector selector = Selector.open();
    private @Nullable SelectionKey key;

    Watch() throws IOException {}

    /** Whether it is this channel that it was used for last. */
    boolean isOf(SelectableChannel channel) {
        return key != null && key.channel() == channel;
    }

    /** Whether its channel was closed, which is not done before the selector has let go of it. */
    boolean isOfClosed() {
        return key != null && !key.channel().isOpen();
    }

    /**
     * Waits until the channel can do this; forgets the channel that it was used for before, if that is another.
     *
     * @return false if the time is over or somebody woke it up
     */
    boolean await(SelectableChannel channel, int operation, long millis) throws IOException {
        try {
            if (!isOf(channel)) {
                forget();
                key = channel.register(selector, operation);
            } else if (key != null && key.interestOps() != operation) {
                key.interestOps(operation);
            }
            return selector.select(ready -> {}, millis) > 0;
        } catch (CancelledKeyException e) {
            throw closed(e);
        }
    }

    private static ClosedChannelException closed(CancelledKeyException cause) {
        ClosedChannelException closed = new ClosedChannelException();
        closed.initCause(cause);
        return closed;
    }

    /** Ends a wait, the present one or the next. */
    void wakeup() {
        selector.wakeup();
    }

    /** Lets go of its channel; if that was closed meanwhile, it is really closed now. */
    void forget() throws IOException {
        if (key != null) {
            key.cancel();
            key = null;
            selector.selectNow();
        }
    }

    void close() throws IOException {
        selector.close();
    }
}
