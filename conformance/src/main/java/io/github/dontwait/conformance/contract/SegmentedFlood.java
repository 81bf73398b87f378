package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A peer that sends as fast as it is answered, 500 requests in a segment, on a thread of its own. It keeps about 2000
 * requests open, so that little is left when it stops.
 */
final class SegmentedFlood implements AutoCloseable {

    private static final int SEGMENT = 500;
    private static final int MOST_OPEN = 2_000;
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int PAUSES_BEFORE_MORE = 20;

    private final Peer peer;
    private final byte[] segment = Burst.encoded(Collections.nCopies(SEGMENT, Message.of("flood")));
    private final Thread thread = new Thread(this::pour, "dontwait-flood");
    private volatile boolean isClosing;
    private final AtomicLong answered = new AtomicLong();
    private volatile @Nullable Throwable trouble;

    private SegmentedFlood(Peer peer) {
        this.peer = peer;
        thread.setDaemon(true);
    }

    /** Begins at once. */
    static SegmentedFlood begin(Bench bench, String name) {
        SegmentedFlood flood =
                new SegmentedFlood(bench.peer(PeerOptions.anonymous(name).unrecorded()));
        flood.thread.start();
        return bench.own(flood);
    }

    /** How many of its requests have been answered. */
    long answered() {
        return answered.get();
    }

    /** Why it could not go on; null if it could. */
    @Nullable
    Throwable trouble() {
        return trouble;
    }

    private void pour() {
        try {
            ByteBuffer pending = ByteBuffer.wrap(segment).limit(0);
            int open = 0;
            int pauses = 0;
            while (!isClosing) {
                if (!pending.hasRemaining() && open < MOST_OPEN) {
                    pending = ByteBuffer.wrap(segment);
                    open += SEGMENT;
                }
                int written = pending.hasRemaining() ? peer.wire().writeSome(pending) : 0;
                // Waits only where nothing could be written.
                boolean came = peer.poll(written > 0 ? Duration.ZERO : PAUSE).isPresent();
                while (came) {
                    answered.incrementAndGet();
                    open--;
                    came = peer.poll(Duration.ZERO).isPresent();
                }
                pauses = written > 0 || open < MOST_OPEN ? 0 : pauses + 1;
                if (pauses > PAUSES_BEFORE_MORE) {
                    // Replies beyond the high-water mark may have been dropped: they are not open any more.
                    open = 0;
                    pauses = 0;
                }
            }
        } catch (RuntimeException | AssertionError e) {
            if (!isClosing) {
                trouble = e;
            }
        }
    }

    /** Stops it; returns when its thread has ended, or at once if the caller is interrupted. */
    @Override
    public void close() {
        isClosing = true;
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            peer.reset();
        }
    }
}
