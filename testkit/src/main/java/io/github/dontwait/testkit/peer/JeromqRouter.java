package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.zeromq.SocketType;

/**
 * A JeroMQ ROUTER that binds, for clients under test, over {@code inproc} or {@code tcp}. The first frame of its messages
 * is the routing id of the client.
 *
 * <p>Disconnecting closes it and with it all connections; reconnecting binds the same endpoint again.
 */
public final class JeromqRouter extends JeromqPeer {

    private String endpoint;

    JeromqRouter(JeromqPeers peers, String name, String endpoint) {
        super(peers, SocketType.ROUTER, name, null);
        this.endpoint = endpoint;
    }

    /** Where clients connect to, with the port that the system chose. */
    public String endpoint() {
        return endpoint;
    }

    /** Sends these texts, one frame each, to the client with this routing id. */
    public void sendTo(String client, String... texts) {
        sendTo(RoutingId.text(client), Message.of(texts));
    }

    /** Sends a message to the client with this routing id; one that is not connected is a failure. */
    public void sendTo(RoutingId client, Message message) {
        send(message.prepend(client.frame()));
    }

    /**
     * Sends these texts, one frame each, to the client that sent the request, behind the delimiter if it had one.
     *
     * @param request a message that this peer received
     */
    public void reply(Message request, String... texts) {
        reply(request, Message.of(texts));
    }

    /** Sends this body to the client that sent the request, behind the delimiter if it had one. */
    public void reply(Message request, Message body) {
        sendTo(RoutingId.of(request.first()), rest(request).envelope().with(body));
    }

    /** Requires that the next message of this client consists of these texts behind its routing id. */
    public Message expectFrom(String client, String... texts) {
        return expectFrom(RoutingId.text(client), MessageMatcher.texts(texts));
    }

    /**
     * Requires of the next message of this client that what stands behind its routing id satisfies the matcher. Messages
     * of others that come before it can be received later.
     *
     * @return the whole message, as {@link #reply} wants it
     */
    public Message expectFrom(RoutingId client, MessageMatcher expected) {
        Duration patience = patience();
        Supplier<String> wanted = () ->
                this + " to receive from routing id " + client + " within " + Words.of(patience) + ":\n  " + expected;
        Deadline deadline = Deadline.in(patience);
        Deque<Message> ofOthers = new ArrayDeque<>();
        try {
            while (true) {
                Optional<Message> came = next(deadline.remaining(), wanted);
                if (came.isEmpty()) {
                    String others = ofOthers.isEmpty() ? "" : ", but " + Words.some(ofOthers);
                    throw failure(wanted.get())
                            .but("received nothing from it" + others + "; " + connection() + whatOthersReceived())
                            .transcript(transcript())
                            .inVain()
                            .error();
                }
                Message message = came.get();
                if (!message.first().equals(client.frame())) {
                    ofOthers.addLast(message);
                } else if (expected.matches(rest(message))) {
                    return message;
                } else {
                    throw failure(wanted.get())
                            .but("received from it:\n  " + rest(message))
                            .transcript(transcript(), lastReceived())
                            .error();
                }
            }
        } finally {
            putBack(ofOthers);
        }
    }

    private static Message rest(Message received) {
        List<Frame> frames = received.frames();
        if (frames.size() < 2) {
            throw new IllegalArgumentException("not a message that a ROUTER received: " + received
                    + "; the routing id and at least one more frame are needed");
        }
        return Message.of(frames.subList(1, frames.size()));
    }

    @Override
    Message outgoing(Message message) {
        return message;
    }

    @Override
    Message incoming(Message message) {
        return message;
    }

    @Override
    JeromqConnection establish(JeromqSocket opened) {
        JeromqConnection bound = JeromqConnection.at(endpoint, opened.options(), this);
        endpoint = opened.options().getLastEndpoint();
        transcript().note(name(), "listens at " + endpoint);
        return bound;
    }
}
