package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A peer that sends as much as the connection takes, many requests in a segment, on a thread of its own; it reads what
 * comes back and waits for none of it. Its requests are of a size that lets few of them wait in buffers: a slow subject
 * must not be busy for long when the flood is over.
 */
final class SegmentedFlood implements AutoCloseable {

    private static final int SEGMENT = 50;
    private static final int BODY = 4_000;
    private static final int SEND_BUFFER = 64 << 10;
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Peer peer;
    private final byte[] segment =
            Burst.encoded(Collections.nCopies(SEGMENT, Message.of(Frame.text("flood"), Frame.filled(BODY, 'x'))));
    private final Thread thread = new Thread(this::pour, "dontwait-segmented-flood");
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean isClosing;
    private volatile @Nullable Throwable trouble;

    private SegmentedFlood(Peer peer) {
        this.peer = peer;
        thread.setDaemon(true);
    }

    /** Begins at once; ended with the bench, if not before. */
    static SegmentedFlood begin(Bench bench, String name) {
        PeerOptions options = PeerOptions.anonymous(name).unrecorded();
        SegmentedFlood flood =
                new SegmentedFlood(bench.peer(options.withWire(options.wire().withSendBufferSize(SEND_BUFFER))));
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
            while (!isClosing) {
                if (!pending.hasRemaining()) {
                    pending = ByteBuffer.wrap(segment);
                }
                // Waits only where nothing could be written.
                Duration patience = peer.wire().writeSome(pending) > 0 ? Duration.ZERO : PAUSE;
                for (boolean came = isAnswered(patience); came && !isClosing; came = isAnswered(Duration.ZERO)) {
                    answered.incrementAndGet();
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
