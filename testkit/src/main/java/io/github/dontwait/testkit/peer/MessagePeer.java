package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A well-behaved peer of the subject, at the height of whole messages: what every kind of peer can do, whether it speaks
 * through the kit's own wire ({@link Peer}) or through JeroMQ ({@link JeromqPeer}).
 *
 * <p>Whatever the subject does wrong is an {@link ExpectationFailedError} that says what came instead, here and on the
 * other peers of its {@link PeerGroup}, which owns and closes it. A patience that is not given is the arrival patience of
 * the group's {@link Timeouts}; an expectation of several messages has one patience for all of them. For one thread at a
 * time.
 */
public abstract sealed class MessagePeer permits Peer, JeromqPeer {

    private final PeerGroup group;
    private final String name;
    private final Transcript transcript;
    private final Expectations expectations = new Expectations(this);
    private final TimeBound time = new TimeBound();
    private String place = "";

    MessagePeer(PeerGroup group, String name, Transcript transcript) {
        this.group = group;
        this.name = name;
        this.transcript = transcript;
    }

    /** Its name in transcripts and failures. */
    public final String name() {
        return name;
    }

    /** The routing id that it announces; null if it announces none. */
    public abstract @Nullable RoutingId routingId();

    // --- sending

    /** Sends a message of these texts, one frame each. */
    public final void send(String... texts) {
        send(Message.of(texts));
    }

    /** Sends a message. A subject that does not take it within the arrival patience is a failure. */
    public abstract void send(Message message);

    // --- one message

    /** The next message; none within the arrival patience is a failure. */
    public final Message expectMessage() {
        return expectMessage(patience());
    }

    /** The next message; none within the patience is a failure. */
    public final Message expectMessage(Duration patience) {
        return expectations.message(time.atMost(patience));
    }

    /** Requires that the next message consists of these texts, one frame each. */
    public final Message expect(String... texts) {
        return expect(Message.of(texts));
    }

    /** Requires that the next message is this one, and that it comes within the arrival patience. */
    public final Message expect(Message expected) {
        return expect(expected, patience());
    }

    /** Requires that the next message is this one, and that it comes within the patience. */
    public final Message expect(Message expected, Duration patience) {
        return expect(MessageMatcher.equalTo(expected), patience);
    }

    /** Requires that the next message satisfies the matcher, and that it comes within the arrival patience. */
    public final Message expect(MessageMatcher expected) {
        return expect(expected, patience());
    }

    /** Requires that the next message satisfies the matcher, and that it comes within the patience. */
    public final Message expect(MessageMatcher expected, Duration patience) {
        return expectations.one(expected, time.atMost(patience));
    }

    /** Requires that the next message is one of these. */
    public final Message expectAnyOf(Message... expected) {
        return expectAnyOf(matchers(expected));
    }

    /** Requires that the next message satisfies at least one of these. */
    public final Message expectAnyOf(MessageMatcher... expected) {
        return expectations.anyOf(Words.atLeastOne(expected), patience());
    }

    /** The first message that consists of these texts, one frame each; those before it are taken and forgotten. */
    public final Message fishFor(String... texts) {
        return fishFor(MessageMatcher.texts(texts));
    }

    /** The first message that satisfies the matcher; those that come before it are taken and forgotten. */
    public final Message fishFor(MessageMatcher wanted) {
        return fishFor(wanted, patience());
    }

    /** The same with another patience, for the whole catch. */
    public final Message fishFor(MessageMatcher wanted, Duration patience) {
        return expectations.fish(wanted, time.atMost(patience));
    }

    // --- several messages

    /** The next so many messages. */
    public final List<Message> expectMessages(int count) {
        return expectations.count(count, patience());
    }

    /** Requires that the next messages are these, in this order. */
    public final List<Message> expectInOrder(Message... expected) {
        return expectInOrder(matchers(expected));
    }

    /** Requires that the next messages are of one frame each, and that these texts are in them, in this order. */
    public final List<Message> expectInOrder(String... bodies) {
        return expectInOrder(Arrays.stream(bodies).map(Message::of).toArray(Message[]::new));
    }

    /** Requires that the next messages satisfy these, one each, in this order. */
    public final List<Message> expectInOrder(MessageMatcher... expected) {
        return expectations.inOrder(Words.atLeastOne(expected), patience());
    }

    /** Requires that the next messages are these, each once, in whatever order. */
    public final List<Message> expectInAnyOrder(Message... expected) {
        return expectInAnyOrder(matchers(expected));
    }

    /** Requires that the next messages satisfy these, one each, in whatever order; they are returned as they came. */
    public final List<Message> expectInAnyOrder(MessageMatcher... expected) {
        return expectations.inAnyOrder(Words.atLeastOne(expected), patience());
    }

    // --- no message

    /** Requires that nothing comes before the answer to a request that was sent to mark the end. */
    public final Message expectNothingBut(Message fence) {
        return expectNothingBut(MessageMatcher.equalTo(fence));
    }

    /** The same where the answer consists of these texts, one frame each. */
    public final Message expectNothingBut(String... fence) {
        return expectNothingBut(MessageMatcher.texts(fence));
    }

    /** The same where the answer satisfies the matcher. */
    public final Message expectNothingBut(MessageMatcher fence) {
        return expectations.nothingBut(fence, patience());
    }

    /** Requires that no message comes within the quiet window of the timeouts. */
    public final void expectSilence() {
        expectSilence(timeouts().silence());
    }

    /**
     * Requires that no message comes within the window; a connection that ends is silent too. Can only err towards pass:
     * where the subject answers in order, {@link #expectNothingBut(Message)} is exact.
     *
     * @param window above zero
     */
    public final void expectSilence(Duration window) {
        expectations.silence(window);
    }

    /**
     * Requires that nothing has come when the subject has done what it does now: for a subject that the test steps by
     * hand. Never waits; over {@code inproc}, where a turn's messages are there when the turn ends, it is exact.
     *
     * @param turns turns the subject's loop, once or several times, on this thread
     */
    public final void expectNothingAfter(Runnable turns) {
        turns.run();
        expectations.nothingNow();
    }

    /**
     * The next message if it comes within the patience; with zero, if it is there now. Nothing if the connection has
     * ended.
     */
    public final Optional<Message> poll(Duration patience) {
        return next(time.atMost(patience), () -> this + " to receive messages");
    }

    // --- time

    /**
     * Requires that a conversation takes at least so long and at most so long. No expectation of this peer in it has
     * patience beyond its end. For claims about time; who only waits for something needs no bound.
     *
     * <p>What is measured is this thread, from before the conversation to behind it, whatever it does there: a reply that
     * came early and was expected late counts as late. When a message came to the peer, the transcript knows.
     *
     * @param least the shortest time; zero for none
     * @param most the longest time
     * @param talk what is sent and expected, on this thread
     * @throws IllegalArgumentException if the longest time is shorter than the shortest
     */
    public final void within(Duration least, Duration most, Runnable talk) {
        if (least.isNegative() || most.compareTo(least) < 0) {
            throw new IllegalArgumentException("nothing takes at least " + Words.of(least) + " and at most "
                    + Words.of(most) + "; the shortest time comes first");
        }
        expectations.lasted(time.during(most, talk), least, most);
    }

    final Duration patience() {
        return time.atMost(timeouts().arrival());
    }

    // --- the connection

    /** Ends the connection in order (FIN), behind what was sent; the second time nothing happens. */
    public abstract void disconnect();

    /** Ends the connection if there is one and makes a new one, under the same routing id. */
    public final void reconnect() {
        reconnectAs(routingId());
    }

    /**
     * The same under another routing id.
     *
     * @param id what it announces from now on; null for none
     */
    public abstract void reconnectAs(@Nullable RoutingId id);

    // --- what a kind of peer provides

    /** The next message as the application sees it; nothing if none comes in time or the connection has ended. */
    abstract Optional<Message> next(Duration patience, Supplier<String> expectation);

    /** Why the last {@link #next} gave nothing, if more is known than that. */
    abstract @Nullable Throwable whyNothing();

    /** Whether this side has a connection, and has not ended it; any thread. */
    abstract boolean isConnected();

    /** The state of the connection, in words. */
    abstract String connection();

    /** What came and was not taken, in words; nothing if nothing came, or if another thread uses this peer now. */
    abstract Optional<String> describeUntaken();

    /** Takes notice of what has come, so that it is in the transcript; it can still be received. */
    final void lookAtWhatCame() {
        if (transcript.isKept()) {
            describeUntaken();
        }
    }

    /** Closes for good; any thread. */
    abstract void closeFinally();

    // --- for failures

    final Transcript transcript() {
        return transcript;
    }

    final Timeouts timeouts() {
        return group.timeouts();
    }

    final String whatOthersReceived() {
        return group.whatOthersReceived(this);
    }

    final @Nullable Event lastReceived() {
        return transcript.lastReceived(name()).orElse(null);
    }

    /** From now on failures say where in a script this peer is; empty for nowhere. */
    final void isAt(String where) {
        this.place = where;
    }

    private static MessageMatcher[] matchers(Message... messages) {
        return Arrays.stream(messages).map(MessageMatcher::equalTo).toArray(MessageMatcher[]::new);
    }

    /** Name and routing id, for example {@code alice (routing id "alice")}. */
    @Override
    public final String toString() {
        RoutingId id = routingId();
        String identity = id == null ? "" : "routing id " + id;
        String details = identity + (identity.isEmpty() || place.isEmpty() ? "" : ", ") + place;
        return details.isEmpty() ? name() : name() + " (" + details + ")";
    }
}
