package io.github.dontwait.testkit.peer;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The peers of one test that talk to one endpoint and write into one transcript: over the kit's own wire ({@link Peers})
 * or over JeroMQ ({@link JeromqPeers}). A test that is written against this type runs over both.
 *
 * <p>It makes them, owns them, and closes them. May be used by several threads; each peer belongs to one at a time.
 */
public abstract sealed class PeerGroup implements AutoCloseable permits Peers, JeromqPeers {

    private final String endpoint;
    private final Transcript transcript;
    private final Timeouts timeouts;
    private final List<MessagePeer> peers = new CopyOnWriteArrayList<>();
    private final Consumer<Predicate<String>> look = this::lookAtWhatCame;
    private final List<AutoCloseable> others = new CopyOnWriteArrayList<>();
    private volatile boolean isClosed;

    PeerGroup(String endpoint, Transcript transcript, Timeouts timeouts) {
        this.endpoint = endpoint;
        this.transcript = requireNonNull(transcript, "transcript");
        this.timeouts = requireNonNull(timeouts, "timeouts");
        transcript.onLook(look);
    }

    /** What all these peers write into. */
    public final Transcript transcript() {
        return transcript;
    }

    /** How long they wait. */
    public final Timeouts timeouts() {
        return timeouts;
    }

    /** Where they connect to; empty if they listen. */
    public final String endpoint() {
        return endpoint;
    }

    /** A DEALER whose routing id is its name. */
    public abstract MessagePeer dealer(String name);

    /** A DEALER that announces no routing id. */
    public abstract MessagePeer anonymous(String name);

    /** A REQ without a routing id: it adds the delimiter to what it sends, and takes it from what it receives. */
    public abstract MessagePeer req(String name);

    /** A ROUTER that connects; its routing id is its name. */
    public abstract MessagePeer router(String name);

    /** A peer of this type, connected. */
    abstract MessagePeer peer(String name, String socketType, @Nullable RoutingId routingId);

    /**
     * Has a new peer do what the script says, on this thread, and closes it.
     *
     * @return {@link #transcript()}, in which all of it is
     * @throws ExpectationFailedError if the subject does not do what the script expects
     */
    public final Transcript play(Script script) {
        Performance performance = new Performance(this, script, MeetingPlaces.none());
        try {
            performance.play();
        } finally {
            performance.close();
        }
        return transcript;
    }

    /**
     * Has a new peer do what each script says, all at the same time, each on a thread and a socket of its own. The peers
     * stay connected until all scripts have ended; then they are closed.
     *
     * @return {@link #transcript()}, in which all of it is
     * @throws IllegalArgumentException if there is no script, if two have the same name, or if a place to meet is named by
     *     one alone
     * @throws ExpectationFailedError the first failure, with the joint transcript; what failed later is suppressed in it
     */
    public final Transcript playTogether(Script... scripts) {
        Ensemble.play(this, List.of(scripts));
        return transcript;
    }

    /** Closes the peer with the others; it is not connected yet. */
    final void adopt(MessagePeer peer) {
        peers.add(peer);
        requireOpen(peer.name());
        peer.transcript().joined(peer.name());
    }

    private void lookAtWhatCame(Predicate<String> names) {
        peers.stream().filter(peer -> names.test(peer.name())).forEach(MessagePeer::lookAtWhatCame);
    }

    /** Closes it after the peers, or now if they are closed. */
    final void own(AutoCloseable other) {
        others.add(other);
        if (isClosed) {
            closeOthers();
        }
        requireOpen(other.toString());
    }

    final void requireOpen(String wanted) {
        if (isClosed) {
            throw new IllegalStateException("these peers are closed, and " + wanted + " with them; make new ones");
        }
    }

    /** What the peers other than this one have received and nobody has taken, and who has its routing id, in words. */
    final String whatOthersReceived(MessagePeer asking) {
        StringBuilder words = new StringBuilder();
        for (MessagePeer peer : peers) {
            if (peer != asking) {
                peer.describeUntaken().ifPresent(text -> words.append("; ").append(text));
            }
        }
        RoutingId id = asking.routingId();
        long namesakes = id == null
                ? 0
                : peers.stream()
                        .filter(peer -> peer != asking && Objects.equals(id, peer.routingId()) && peer.isConnected())
                        .count();
        if (namesakes > 0) {
            words.append("; ")
                    .append(namesakes + 1)
                    .append(" peers have the routing id ")
                    .append(id)
                    .append(", of which a ROUTER serves one");
        }
        return words.toString();
    }

    /** Closes every peer and listener in order; any thread may do it, and the second time nothing happens. */
    @Override
    public void close() {
        isClosed = true;
        transcript.noLongerOnLook(look);
        peers.forEach(MessagePeer::closeFinally);
        closeOthers();
    }

    private void closeOthers() {
        RuntimeException failure = null;
        for (AutoCloseable other : others) {
            try {
                other.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("a peer could not be closed", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
