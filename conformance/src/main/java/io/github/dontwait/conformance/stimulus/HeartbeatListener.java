package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A peer that tells heartbeats from replies and remembers when each came. Whatever is neither a heartbeat nor a reply that
 * is due is the subject's failure. {@link HeartbeatWatch} makes it and looks at it; for the rule's thread.
 */
public final class HeartbeatListener {

    private final Bench bench;
    private final Peer peer;
    private final List<Message> due = new ArrayList<>();
    private final List<Long> beats = new ArrayList<>();
    private long firstAskedNanos;
    private long firstAnsweredNanos;
    private long answeredNanos;

    HeartbeatListener(Bench bench, Peer peer) {
        this.bench = bench;
        this.peer = peer;
    }

    /** Sends a request of these frames, which comes back as it went. */
    public HeartbeatListener ask(String... frames) {
        Message request = Message.of(frames);
        if (firstAskedNanos == 0) {
            firstAskedNanos = System.nanoTime();
        }
        due.add(request);
        peer.send(request);
        return this;
    }

    /** When it asked first, by {@link System#nanoTime()}. */
    public long firstAskedNanos() {
        return firstAskedNanos;
    }

    /** When its first reply was taken: the subject has first heard it by then; 0 as long as none has come. */
    public long firstAnsweredNanos() {
        return firstAnsweredNanos;
    }

    /** When its latest reply was taken: the subject has heard it by then. */
    public long answeredNanos() {
        return answeredNanos;
    }

    /** Whether nothing that it asked is open. */
    public boolean isAnswered() {
        return due.isEmpty();
    }

    /** How many heartbeats have come so far. */
    public int count() {
        return beats.size();
    }

    /** How many heartbeats came between two moments. */
    public int count(long fromNanos, long toNanos) {
        return between(fromNanos, toNanos).size();
    }

    /** When the heartbeats since a moment came. */
    List<Long> since(long fromNanos) {
        return beats.stream().filter(beat -> beat - fromNanos >= 0).toList();
    }

    /** When the heartbeats between two moments came. */
    List<Long> between(long fromNanos, long toNanos) {
        return since(fromNanos).stream().filter(beat -> beat - toNanos < 0).toList();
    }

    /** Takes the next message if it comes within the patience. */
    boolean look(Duration patience) {
        Optional<Message> next = peer.poll(patience);
        if (next.isEmpty()) {
            if (peer.isClosed()) {
                throw Replies.failure(bench, peer + " to keep its connection", "the connection has been closed");
            }
            return false;
        }
        Message message = next.get();
        long now = System.nanoTime();
        if (due.remove(message)) {
            answeredNanos = now;
            if (firstAnsweredNanos == 0) {
                firstAnsweredNanos = now;
            }
        } else if (message.equals(Bench.HEARTBEAT)) {
            beats.add(now);
        } else {
            String open = due.isEmpty() ? "" : ", and replies to " + due;
            throw Replies.failure(
                    bench,
                    peer + " to receive heartbeats of the one frame \"$heartbeat\"" + open,
                    "received:\n  " + message);
        }
        return true;
    }

    /** The peer, as failures call it. */
    @Override
    public String toString() {
        return peer.toString();
    }
}
