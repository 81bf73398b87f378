package io.github.dontwait.conformance.stimulus;

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
 * A peer that sends 500 requests in a segment, on a thread of its own, and always has a thousand or more open: as many
 * as a socket queues. It does not send more, since a subject must not have to hold its replies back, nor be busy for
 * long when the flood is over.
 */
public final class SegmentedFlood implements AutoCloseable {

    private static final int SEGMENT = 500;
    private static final int LEAST_OPEN = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Peer peer;
    private final byte[] segment = Burst.encoded(Collections.nCopies(SEGMENT, Message.of("flood")));
    private final Thread thread = new Thread(this::pour, "dontwait-segmented-flood");
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean isClosing;
    private volatile @Nullable Throwable trouble;

    private SegmentedFlood(Peer peer) {
        this.peer = peer;
        thread.setDaemon(true);
    }

    /** Begins at once; ended with the bench, if not before. */
    public static SegmentedFlood begin(Bench bench, String name) {
        SegmentedFlood flood =
                new SegmentedFlood(bench.peer(PeerOptions.anonymous(name).unrecorded()));
        flood.thread.start();
        return bench.own(flood);
    }

    /** How many of its requests have been answered. */
    public long answered() {
        return answered.get();
    }

    /** Why it could not go on; null if it could. */
    @Nullable
    public Throwable trouble() {
        return trouble;
    }

    private void pour() {
        try {
            ByteBuffer pending = ByteBuffer.wrap(segment).limit(0);
            long sent = 0;
            while (!isClosing) {
                if (!pending.hasRemaining() && sent - answered.get() <= LEAST_OPEN) {
                    pending = ByteBuffer.wrap(segment);
                    sent += SEGMENT;
                }
                // Waits only where nothing could be written.
                boolean wrote = pending.hasRemaining() && peer.wire().writeSome(pending) > 0;
                boolean came = isAnswered(wrote ? Duration.ZERO : PAUSE);
                while (came && !isClosing) {
                    answered.incrementAndGet();
                    came = isAnswered(Duration.ZERO);
                }
            }
        } catch (RuntimeException | AssertionError e) {
            if (!isClosing) {
                trouble = e;
            }
        }
    }

    private boolean isAnswered(Duration patience) {
        return peer.poll(patience).isPresent();
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
