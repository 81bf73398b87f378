package io.github.dontwait.reference;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells each live peer once an interval that the loop turns, and forgets peers that are silent for too long. Each peer
 * has its own rhythm, so that thousands of them are not served in one burst. Confined to the loop's thread.
 */
final class Heartbeats {

    private final long intervalNanos;
    private final long peerTtlNanos;
    private final RouterSocket socket;
    private final Peers peers;
    private final Timers timers;
    private final Counters counters;
    private final LongSupplier clock;

    Heartbeats(
            Settings.Heartbeat settings,
            RouterSocket socket,
            Peers peers,
            Timers timers,
            Counters counters,
            LongSupplier clock) {
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(settings.intervalMillis());
        this.peerTtlNanos = TimeUnit.MILLISECONDS.toNanos(settings.peerTtlMillis());
        this.socket = socket;
        this.peers = peers;
        this.timers = timers;
        this.counters = counters;
        this.clock = clock;
    }

    /** Takes in a peer that was heard for the first time. The first heartbeat comes well within one interval. */
    void welcome(Peer peer) {
        if (intervalNanos > 0) {
            beatAt(peer, clock.getAsLong() + intervalNanos * 3 / 4);
        }
    }

    private void beatAt(Peer peer, long dueNanos) {
        timers.at(dueNanos, () -> beat(peer, dueNanos));
    }

    private void beat(Peer peer, long dueNanos) {
        long now = clock.getAsLong();
        if (now - peer.heardNanos >= peerTtlNanos) {
            peers.forget(peer);
        } else if (mayBeSentTo(peer)) {
            send(peer);
        }
        if (peer.remembered) {
            beatAt(peer, nextAfter(dueNanos, now));
        }
    }

    /** The next point of the peer's rhythm that is not past yet: what was missed is not caught up. */
    private long nextAfter(long dueNanos, long now) {
        long late = now - dueNanos;
        return dueNanos + intervalNanos * (late / intervalNanos + 1);
    }

    private static boolean mayBeSentTo(Peer peer) {
        return peer.remembered && !peer.strict && peer.outbox.isEmpty();
    }

    private void send(Peer peer) {
        switch (socket.send(peer.id, List.of("$heartbeat".getBytes(US_ASCII)))) {
            case TAKEN -> counters.heartbeats.incrementAndGet();
            case GONE -> peers.forget(peer);
            case FULL -> {
                // It has more to read than it wants; one heartbeat less is no loss.
            }
        }
    }
}
