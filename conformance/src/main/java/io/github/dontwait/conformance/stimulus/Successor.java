package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import java.time.Duration;
import java.util.Optional;

/**
 * Whoever takes up a routing id after its holder has left. A library may notice the end of a connection a little later,
 * and leave a newcomer mute until then; so it connects again until it is served.
 */
public final class Successor {

    private static final Duration FIRST_PATIENCE = Duration.ofMillis(250);

    private final Bench bench;
    private final PeerOptions options;

    public Successor(Bench bench, PeerOptions options) {
        this.bench = bench;
        this.options = options;
    }

    /** The successor, served; fails if it is not within the arrival patience. */
    public Peer servedAfter(String event) {
        long deadline = System.nanoTime() + bench.timeouts().arrival().toNanos();
        Duration patience = FIRST_PATIENCE;
        for (int attempt = 1; ; attempt++) {
            Peer peer = bench.peer(options);
            Message request = Message.of("after the holder " + event, "attempt-" + attempt);
            peer.send(request);
            Optional<Message> reply = peer.poll(patience);
            if (reply.isPresent()) {
                Replies.requireEqual(bench, peer, request, reply.get());
                return peer;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw ExpectationFailedError.expecting("a new connection with the routing id "
                                + options.wire().routingId() + " to be served within "
                                + bench.timeouts().arrival().toMillis() + " ms after its holder " + event)
                        .but(attempt + " connections with it were accepted, one after the other, and none was answered")
                        .transcript(bench.transcript())
                        .error();
            }
            peer.disconnect();
            patience = patience.multipliedBy(2);
        }
    }
}
