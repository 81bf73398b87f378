package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Outcomes;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.WireException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Two live connections with one routing id: who is served, and whether the replies keep to their connections. */
public final class SecondHolder {

    private static final Duration WINDOW = Duration.ofMillis(50);
    private static final int ROUND_TRIPS = 10;
    private static final String FIRST = "the first";
    private static final String SECOND = "the second";
    private static final String SERVED = "is served";
    private static final String MUTE = "is not served";
    private static final String STRAYED = "is answered at the other connection";
    private static final String DISCONNECTED = "is disconnected";

    private final Bench bench;
    private final RoutingId shared;
    private final Peer witness;
    private int roundTrips;

    public SecondHolder(Bench bench) {
        this.bench = bench;
        this.shared = bench.routingId("shared");
        this.witness = bench.dealer("witness");
    }

    /** Lets it happen, and tells the bench whom the subject serves. */
    public void check() {
        Peer first = bench.peer(PeerOptions.dealer("first").withRoutingId(shared));
        first.send("first", "alone");
        first.expect("first", "alone");
        Peer second = connectSecond();
        String ofFirst;
        String ofSecond;
        // Whoever lost the id may still be served once more; what counts is that only one is when all has settled.
        if (second != null && isServed(second, Message.of("second", "asks"))) {
            ofFirst = treatment(first, Message.of("first", "no longer holds the routing id"), second, false);
            ofSecond = treatment(second, Message.of("second", "again"), first, true);
        } else {
            ofFirst = treatment(first, Message.of("first", "again"), second, true);
            ofSecond = second == null ? MUTE : lateReply(second);
        }
        bench.outcome(acceptable().judge(Map.of(FIRST, ofFirst, SECOND, ofSecond), ""));
    }

    private Outcomes acceptable() {
        boolean handover = bench.declares(Capability.HANDOVER);
        boolean isFree = bench.introduction().profile() != Profile.FULL;
        Outcomes acceptable = Outcomes.of(
                bench,
                "two connections with one routing id"
                        + (isFree
                                ? ""
                                : ", of a subject that " + (handover ? "declares" : "does not declare")
                                        + " handover,"));
        if (isFree || !handover) {
            acceptable.accept("first-keeps", Map.of(FIRST, SERVED, SECOND, MUTE));
        }
        if (isFree || handover) {
            acceptable.accept("second-takes-over", Map.of(FIRST, MUTE, SECOND, SERVED));
        }
        return acceptable;
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

    /** What becomes of a request; whoever is believed to hold the id is waited for as long as anybody. */
    private String treatment(Peer peer, Message request, @Nullable Peer other, boolean isHolder) {
        // To end the connection of whoever does not hold the id is one way not to serve it.
        String gone = isHolder ? DISCONNECTED : MUTE;
        if (!sent(peer, request)) {
            return gone;
        }
        witnessTurns();
        Optional<Message> reply = peer.poll(isHolder ? bench.timeouts().arrival() : WINDOW);
        if (reply.isPresent()) {
            Replies.requireEqual(bench, peer, request, reply.get());
            return SERVED;
        }
        boolean hasStrayed = other != null
                && other.poll(isHolder ? Duration.ZERO : WINDOW)
                        .filter(request::equals)
                        .isPresent();
        return hasStrayed ? STRAYED : peer.isClosed() ? gone : MUTE;
    }

    private String lateReply(Peer peer) {
        witnessTurns();
        return peer.poll(Duration.ZERO).isPresent() ? SERVED : MUTE;
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
}
