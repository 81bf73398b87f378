package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A named claim about a message: what an expectation wants when it does not want one exact message. Immutable. */
public final class MessageMatcher {

    private final String description;
    private final Predicate<Message> claim;
    private final @Nullable Message exact;

    private MessageMatcher(String description, Predicate<Message> claim, @Nullable Message exact) {
        this.description = description;
        this.claim = claim;
        this.exact = exact;
    }

    /**
     * A claim of the test's own.
     *
     * @param description how a failure names what was wanted: {@code a reply with two frames}
     */
    public static MessageMatcher named(String description, Predicate<Message> claim) {
        return new MessageMatcher(description, claim, null);
    }

    /** This message, frame by frame. */
    public static MessageMatcher equalTo(Message message) {
        return new MessageMatcher(message.toString(), message::equals, message);
    }

    /** These texts, one frame each. */
    public static MessageMatcher texts(String... texts) {
        return equalTo(Message.of(texts));
    }

    /** Any message. */
    public static MessageMatcher anything() {
        return named("any message", message -> true);
    }

    /** A message whose first frames are these texts. */
    public static MessageMatcher startingWith(String... texts) {
        Message start = Message.of(texts);
        return named(
                "a message that starts with " + start,
                message -> start.size() <= message.size()
                        && start.frames().equals(message.frames().subList(0, start.size())));
    }

    /** A message with this body, with or without a delimiter before it. */
    public static MessageMatcher body(String... texts) {
        Message body = Message.of(texts);
        return named(
                "a message with the body " + body, message -> message.body().equals(body));
    }

    /** What a ROUTER receives from this peer: the routing id is the first frame. */
    public static MessageMatcher from(RoutingId peer) {
        return named(
                "a message from " + peer,
                message -> message.size() > 1 && message.first().equals(peer.frame()));
    }

    /** The same from a peer whose routing id is a text. */
    public static MessageMatcher from(String peer) {
        return from(RoutingId.text(peer));
    }

    /** What a ROUTER receives from this peer, if what stands behind the routing id satisfies another matcher. */
    public static MessageMatcher from(RoutingId peer, MessageMatcher rest) {
        return named(
                "from " + peer + " " + rest,
                message -> from(peer).matches(message)
                        && rest.matches(Message.of(message.frames().subList(1, message.size()))));
    }

    /** A message with this frame at the index, counted from 0. */
    public static MessageMatcher frame(int index, Frame frame) {
        return named(
                "a message whose frame " + (index + 1) + " is " + frame,
                message -> index < message.size() && message.frame(index).equals(frame));
    }

    /** Whether the claim is true of the message. */
    public boolean matches(Message message) {
        try {
            return claim.test(message);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "the matcher \"" + description + "\" cannot judge " + message
                            + "; let it return false for what it does not understand",
                    e);
        }
    }

    /** The only message that it matches; nothing if it may match several. */
    Optional<Message> exact() {
        return Optional.ofNullable(exact);
    }

    /** What is wanted, in words. */
    @Override
    public String toString() {
        return description;
    }
}
