package io.github.dontwait.conformance.bench;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks in other forms whoever gave no reply to the plainest request: which of them is answered tells the mistake.
 *
 * @param named the reply to a peer whose routing id is text
 * @param delimited the reply to a request as REQ sends it
 * @param paired the reply to a request of two frames
 */
record OtherForms(Optional<Message> named, Optional<Message> delimited, Optional<Message> paired) {

    private static final Message BODY = Message.of("hello");
    private static final Message REQ = Message.of("", "hello");
    private static final Message TWO = Message.of("hello", "world");

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Asks all at once; nothing is answered by one that cannot be connected to. */
    static OtherForms ask(String endpoint, Timeouts timeouts) {
        try (Peers peers = Peers.to(endpoint, Transcript.none(), timeouts)) {
            Peer named = peers.dealer("alice");
            Peer delimited = peers.anonymous("req");
            Peer paired = peers.anonymous("two");
            named.send(BODY);
            delimited.send(REQ);
            paired.send(TWO);
            long deadline = System.nanoTime()
                    + Math.min(PATIENCE.toNanos(), timeouts.arrival().toNanos());
            return new OtherForms(reply(named, deadline), reply(delimited, deadline), reply(paired, deadline));
        } catch (AssertionError | WireException e) {
            // It takes connections no more: that is told by whoever asked before.
            return new OtherForms(Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private static Optional<Message> reply(Peer peer, long deadline) {
        return peer.poll(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    /** What was seen, and what to look for. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("Asked in other forms:");
        lines.add("  " + BODY + " by a peer with the routing id \"alice\": " + seen(named));
        lines.add("  " + REQ + ", as a REQ sends it: " + seen(delimited));
        lines.add("  " + TWO + ": " + seen(paired));
        lines.add("Look for: " + cause());
        return String.join("\n", lines);
    }

    private String cause() {
        if (named.equals(Optional.of(BODY))) {
            return "routing ids that are decoded as text: those that ZeroMQ makes up are five octets, the first of them"
                    + " zero, and must go back as they came";
        }
        if (delimited.isPresent() && paired.isEmpty()) {
            return "an empty delimiter frame that is demanded or made: a DEALER sends none, and the reply has the frames"
                    + " of the request";
        }
        if (paired.isPresent()) {
            return "a message that is taken apart into a fixed number of frames: behind the routing id come as many as"
                    + " the peer sends, perhaps one";
        }
        return "a reply that does not begin with the routing id as it came; routing ids decoded as text; messages taken"
                + " apart into a fixed number of frames; a loop that waits elsewhere, or has ended by an exception";
    }

    private static String seen(Optional<Message> reply) {
        return reply.map(message -> "answered by " + message).orElse("no reply");
    }
}
