package io.github.dontwait.reference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What the service remembers about one peer. Confined to the loop's thread. */
final class Peer {

    final RoutingId id;

    /** Requests that were taken from the socket and not looked at yet, oldest first. */
    final Deque<Request> inbox = new ArrayDeque<>(2);

    /** Replies that the socket had no room for, oldest first. */
    final Deque<List<byte[]>> outbox = new ArrayDeque<>(2);

    /** Whether a request of this peer is being worked on; the next one waits for it. */
    boolean busy;

    /** Whether the peer waits for its turn in {@link Service}. */
    boolean queued;

    /** Replies that were deferred. */
    int deferred;

    /** When it was last heard. */
    long heardNanos;

    /** Whether an unasked message would cost it its connection, as it would a REQ peer. */
    boolean strict;

    /** Whether it was silent for longer than the time to live. */
    boolean silent;

    /** Whether the table still holds it. */
    boolean remembered;

    /** The pause before the next attempt to empty the outbox. */
    long retryNanos;

    Peer(RoutingId id) {
        this.id = id;
    }

    /** How many of its requests have no reply yet, or one that is still here. */
    int open() {
        return inbox.size() + outbox.size() + deferred + (busy ? 1 : 0);
    }
}
