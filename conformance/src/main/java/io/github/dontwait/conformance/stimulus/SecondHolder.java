package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.WireException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Two live connections with one routing id: who is served, and whether the replies keep to their connections. */
public final class SecondHolder {

    private static final Duration WINDOW = Duration.ofMillis(50);
    private static final int ROUND_TRIPS = 10;

    private final Bench bench;
    private final RoutingId shared;
    private final Peer witness;
    private int roundTrips;

    public SecondHolder(Bench bench) {
        this.bench = bench;
        this.shared = bench.routingId("shared");
        this.witness = bench.dealer("witness");
    }

    public void check() {
        Peer first = bench.peer(PeerOptions.dealer("first").withRoutingId(shared));
        first.send("first", "alone");
        first.expect("first", "alone");
        Peer second = connectSecond();
        boolean secondIsServed = second != null && isServed(second, Message.of("second", "asks"));
        // Whoever lost the id may still be served once more; what counts is that only one is when all has settled.
        if (second != null && secondIsServed) {
            requireMute(first, second);
            requireServed(second, Message.of("second", "again"), first);
            bench.outcome("the second connection takes the routing id over");
            requireDeclared(true);
            return;
        }
        requireServed(first, Message.of("first", "again"), second);
        if (second != null) {
            requireNothing(second, "while the first holder of its routing id is served");
        }
        bench.outcome("the first connection keeps the routing id");
        requireDeclared(false);
    }

    /** The second connection; null if the subject does not let it in, which is a way to keep the first. */
    private @Nullable Peer connectSecond() {
        try {
            Peer second = bench.peer(PeerOptions.dealer("second").withRoutingId(shared));
            witnessTurns();
            return second;
        } catch (ExpectationFailedError e) {
            if (e.getCause() instanceof WireException.ClosedByPeer) {
                bench.note("the second connection was closed in its handshake");
                return null;
            }
            throw e;
        }
    }

    private boolean isServed(Peer peer, Message request) {
        if (!sent(peer, request)) {
            return false;
        }
        witnessTurns();
        Optional<Message> reply = peer.poll(WINDOW);
        reply.ifPresent(message -> Replies.requireEqual(bench, peer, request, message));
        return reply.isPresent();
    }

    private void requireServed(Peer peer, Message request, @Nullable Peer other) {
        if (!sent(peer, request)) {
            throw failure(peer + ", who holds the routing id, to stay connected", "it was disconnected");
        }
        Optional<Message> reply = peer.poll(bench.timeouts().arrival());
        if (reply.isEmpty()) {
            Optional<Message> strayed = other == null ? Optional.empty() : other.poll(Duration.ZERO);
            throw failure(
                    "exactly one of two connections with the same routing id to be served",
                    strayed.map(message ->
                                    "the reply for " + peer.name() + " came to the other connection:\n  " + message)
                            .orElse("neither was: " + peer + " received no reply to\n  " + request
                                    + (peer.isClosed() ? "\nand has been disconnected" : "")));
        }
        Replies.requireEqual(bench, peer, request, reply.get());
    }

    private void requireMute(Peer loser, Peer holder) {
        Message request = Message.of(loser.name(), "no longer holds the routing id");
        if (!sent(loser, request)) {
            return;
        }
        witnessTurns();
        Optional<Message> strayed = holder.poll(WINDOW);
        if (strayed.isPresent()) {
            throw failure(
                    "exactly one of two connections with the same routing id to be served",
                    "requests of both are taken, and " + holder.name() + " received the reply for " + loser.name()
                            + ":\n  " + strayed.get());
        }
        requireNothing(loser, "after the second had been served under the same routing id");
    }

    private void requireNothing(Peer loser, String when) {
        witnessTurns();
        Optional<Message> reply = loser.poll(Duration.ZERO);
        if (reply.isPresent()) {
            throw failure(
                    "exactly one of two connections with the same routing id to be served",
                    "both are: " + loser.name() + " received, " + when + ":\n  " + reply.get());
        }
    }

    private void requireDeclared(boolean handover) {
        if (bench.introduction().profile() == Profile.FULL && bench.declares(Capability.HANDOVER) != handover) {
            throw failure(
                    handover
                            ? "the first connection to keep the routing id, since the subject does not declare handover"
                            : "the second connection to take the routing id over, since the subject declares handover",
                    handover ? "the second took it over" : "the first kept it, and the second was not served");
        }
    }

    /** False if the connection has ended, which is one way not to be served. */
    private boolean sent(Peer peer, Message request) {
        try {
            peer.send(request);
            return true;
        } catch (ExpectationFailedError e) {
            if (peer.isClosed()) {
                bench.note(peer.name() + " has been disconnected");
                return false;
            }
            throw e;
        }
    }

    /** Round trips of a third peer: what the subject had received before is behind it then. */
    private void witnessTurns() {
        for (int i = 0; i < ROUND_TRIPS; i++) {
            Message request = Message.of("witness", Integer.toString(++roundTrips));
            witness.send(request);
            witness.expect(request);
        }
    }

    private ExpectationFailedError failure(String expectation, String observation) {
        return Replies.failure(bench, expectation, observation);
    }
}
