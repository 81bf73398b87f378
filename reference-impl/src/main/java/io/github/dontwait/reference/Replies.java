package io.github.dontwait.reference;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * Brings replies to their peers. What the socket has no room for is held back, in order, and offered again after a
 * short pause that grows while nothing moves; nobody else waits for it. Confined to the loop's thread.
 */
final class Replies {

    private static final long SHORTEST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;
    private static final int BATCH = 500;

    private final RouterSocket socket;
    private final Peers peers;
    private final Timers timers;
    private final Counters counters;
    private final LongSupplier clock;
    private int heldBack;

    Replies(RouterSocket socket, Peers peers, Timers timers, Counters counters, LongSupplier clock) {
        this.socket = socket;
        this.peers = peers;
        this.timers = timers;
        this.counters = counters;
        this.clock = clock;
    }

    /** Sends a reply, or holds it back behind those that are already held back. */
    void deliver(Peer peer, List<byte[]> frames) {
        peer.outbox.add(frames);
        heldBack++;
        if (peer.outbox.size() == 1 && !empty(peer)) {
            peer.retryNanos = SHORTEST_PAUSE_NANOS;
            retryLater(peer);
        }
    }

    /** How many replies still wait for room. */
    int heldBack() {
        return heldBack;
    }

    /** Gives up all that belongs to a peer that has gone. */
    void giveUp(Peer peer) {
        counters.unroutable.addAndGet(peer.outbox.size());
        heldBack -= peer.outbox.size();
        peer.outbox.clear();
    }

    /** Sends what there is room for; true if nothing is left. */
    private boolean empty(Peer peer) {
        for (int i = 0; i < BATCH && !peer.outbox.isEmpty(); i++) {
            switch (socket.send(peer.id, peer.outbox.element())) {
                case TAKEN -> {
                    peer.outbox.remove();
                    heldBack--;
                    counters.handled.incrementAndGet();
                }
                case FULL -> {
                    return false;
                }
                case GONE -> {
                    giveUp(peer);
                    peers.forget(peer);
                }
            }
        }
        return peer.outbox.isEmpty();
    }

    private void retryLater(Peer peer) {
        timers.at(clock.getAsLong() + peer.retryNanos, () -> retry(peer));
    }

    private void retry(Peer peer) {
        int before = peer.outbox.size();
        if (!empty(peer)) {
            boolean moved = peer.outbox.size() < before;
            peer.retryNanos = moved ? SHORTEST_PAUSE_NANOS : Math.min(2 * peer.retryNanos, LONGEST_PAUSE_NANOS);
            retryLater(peer);
        }
    }
}
