package io.github.dontwait.reference;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The peers table: bounded, however many peers come and go. When it is full, the peer that was silent for longest makes
 * room, unless something of it is still open. Confined to the loop's thread.
 */
final class Peers {

    private static final int MOST = 10_000;
    private static final int CANDIDATES = 100;
    private static final float LOAD_FACTOR = 0.75f;

    // In order of access: the longest silent peer comes first.
    private final Map<RoutingId, Peer> table = new LinkedHashMap<>(64, LOAD_FACTOR, true);
    private final Counters counters;
    private int silent;

    Peers(Counters counters) {
        this.counters = counters;
    }

    /** The peer with that routing id, or null if it is not remembered. */
    @Nullable
    Peer find(RoutingId id) {
        return table.get(id);
    }

    /** Begins to remember a peer. */
    Peer remember(RoutingId id) {
        if (table.size() >= MOST) {
            makeRoom();
        }
        Peer peer = new Peer(id);
        peer.remembered = true;
        table.put(id, peer);
        count();
        return peer;
    }

    /** Forgets a peer, unless something of it is still open: then it is only not counted any more. */
    void forget(Peer peer) {
        if (peer.open() > 0) {
            setSilent(peer, true);
        } else if (peer.remembered) {
            setSilent(peer, false);
            peer.remembered = false;
            table.remove(peer.id);
            count();
        }
    }

    /** Notes whether a peer counts as alive. */
    void setSilent(Peer peer, boolean nowSilent) {
        if (peer.remembered && peer.silent != nowSilent) {
            peer.silent = nowSilent;
            silent += nowSilent ? 1 : -1;
            count();
        }
    }

    private void makeRoom() {
        Iterator<Peer> longestSilentFirst = table.values().iterator();
        for (int i = 0; i < CANDIDATES && longestSilentFirst.hasNext(); i++) {
            Peer candidate = longestSilentFirst.next();
            if (candidate.open() == 0) {
                forget(candidate);
                return;
            }
        }
    }

    private void count() {
        counters.peers.set(table.size() - (long) silent);
    }
}
