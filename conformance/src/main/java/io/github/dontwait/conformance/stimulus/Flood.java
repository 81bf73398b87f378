package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.wire.WireException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A peer that keeps the subject's queue filled from a thread of its own: it always has a window of requests open and
 * reads its replies, so that nothing is lost and nothing holds it up but the subject.
 */
public final class Flood implements AutoCloseable {

    /** Between two peers the queue is then never empty. */
    private static final int LEAST_OPEN = 3;

    private final Peer peer;
    private final Message request;
    private final int window;
    private final Duration patience;
    private final Thread thread;
    private volatile boolean closing;
    private final AtomicLong answered = new AtomicLong();
    private volatile @Nullable Throwable ended;

    private Flood(Bench bench, String name, Message request, int window) {
        this.peer = bench.peer(
                PeerOptions.dealer(name).withRoutingId(bench.routingId(name)).unrecorded());
        this.request = request;
        this.window = window;
        this.patience = bench.timeouts().arrival();
        this.thread = new Thread(this::run, "dontwait-" + name);
        thread.setDaemon(true);
    }

    /**
     * Begins to flood; returns when the first window has been answered once. Ended with the bench. A slow subject gets a
     * smaller window; one that does not answer it in time is not under load, and nothing can be said of it.
     */
    public static Flood start(Bench bench, String name, Message request, int most) throws InterruptedException {
        int window = Math.max(
                LEAST_OPEN,
                bench.introduction().affordable(most, bench.timeouts().arrival().dividedBy(6)));
        Flood flood = bench.own(new Flood(bench, name, request, window));
        bench.note(name + " begins to flood, " + window + " requests open: " + request);
        flood.thread.start();
        flood.awaitAnswered(bench, window);
        return flood;
    }

    private void run() {
        try {
            for (int i = 0; i < window; i++) {
                peer.send(request);
            }
            while (!closing) {
                peer.expectMessage(patience);
                answered.incrementAndGet();
                peer.send(request);
            }
        } catch (AssertionError | WireException | IllegalStateException e) {
            // Expected where the rule stops the subject under load, or closes the peer under the flood's hands; whoever
            // counts on the flood asks for its count.
            ended = e;
        }
    }

    private void awaitAnswered(Bench bench, long wanted) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (answered.get() < wanted) {
            Throwable reason = ended;
            if (reason != null && peer.isClosed()) {
                throw bench.failed(
                        peer + " to be served while it keeps its requests open",
                        "after " + answered.get() + " replies its connection ended: " + reason.getMessage());
            }
            if (reason != null || System.nanoTime() > deadline) {
                throw bench.inconclusive("it answers too slowly to be put under load: within " + patience.toMillis()
                        + " ms " + peer.name() + " had " + answered.get() + " of its first " + wanted
                        + " requests answered");
            }
            thread.join(1);
        }
    }

    @Override
    public void close() {
        closing = true;
        peer.disconnect();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
