package io.github.dontwait.reference;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;

/** What a service has seen since its start. Counted by the loop, readable from any thread. */
public final class Counters {

    /** Turns that found no message. */
    final AtomicLong turns = new AtomicLong();
    /** Replies given to the socket. */
    final AtomicLong handled = new AtomicLong();
    /** Peers remembered. */
    final AtomicLong peers = new AtomicLong();
    /** Requests refused because their peer had too many open. */
    final AtomicLong dropped = new AtomicLong();
    /** Replies whose peer had gone. */
    final AtomicLong unroutable = new AtomicLong();
    /** Handlers that threw. */
    final AtomicLong failed = new AtomicLong();
    /** Heartbeats given to the socket. */
    final AtomicLong heartbeats = new AtomicLong();

    /** Gives each counter's name and present value. */
    public void forEach(ObjLongConsumer<String> reader) {
        reader.accept("turns", turns.get());
        reader.accept("handled", handled.get());
        reader.accept("peers", peers.get());
        reader.accept("dropped", dropped.get());
        reader.accept("unroutable", unroutable.get());
        reader.accept("failed", failed.get());
        reader.accept("heartbeats", heartbeats.get());
    }
}
