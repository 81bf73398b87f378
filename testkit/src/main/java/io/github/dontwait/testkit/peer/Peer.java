package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One well-behaved peer of the subject: its handshake is done, it sends whole messages and receives whole messages.
 *
 * <p>Whatever the subject does wrong is an {@link ExpectationFailedError} that says what came instead. For one thread at
 * a time. {@link Peers} owns it and closes it.
 */
public sealed class Peer permits ReqPeer {

    private final Peers peers;
    private final PeerOptions options;
    private final Transcript transcript;
    /** Held while the connection is used: another peer's failure may look at what came here only when nobody does. */
    private final ReentrantLock inUse = new ReentrantLock();

    private volatile @Nullable WirePeer wire;
    private volatile boolean isClosedFinally;

    Peer(Peers peers, PeerOptions options) {
        this.peers = peers;
        this.options = options;
        this.transcript = options.isRecorded() ? peers.transcript() : Transcript.none();
    }

    /** Its name in transcripts and failures. */
    public String name() {
        return options.name();
    }

    /** The routing id that it announces; null if it announces none. */
    public @Nullable RoutingId routingId() {
        return options.wire().routingId();
    }

    /** The connection below, for what a well-behaved peer would not do. */
    public WirePeer wire() {
        WirePeer connected = wire;
        if (connected == null) {
            throw new IllegalStateException(name() + " is not connected");
        }
        return connected;
    }

    // --- sending

    /** Sends a message of these texts, one frame each. */
    public void send(String... texts) {
        send(Message.of(texts));
    }

    /** Sends a message. A subject that does not take it within the arrival patience is a failure. */
    public void send(Message message) {
        Message whole = outgoing(message);
        using(() -> {
            try {
                wire().send(whole);
                return whole;
            } catch (WireException e) {
                throw failure(this + " to be able to send:\n  " + whole, e);
            }
        });
    }

    // --- receiving

    /** The next message; none within the arrival patience is a failure. */
    public Message expectMessage() {
        return expectMessage(timeouts().arrival());
    }

    /** The next message; none within the patience is a failure. */
    public Message expectMessage(Duration patience) {
        return take(patience, () -> this + " to receive a message within " + Words.of(patience));
    }

    /** Requires that the next message consists of these texts, one frame each. */
    public Message expect(String... texts) {
        return expect(Message.of(texts));
    }

    /** Requires that the next message is this one, and that it comes within the arrival patience. */
    public Message expect(Message expected) {
        return expect(expected, timeouts().arrival());
    }

    /** Requires that the next message is this one, and that it comes within the patience. */
    public Message expect(Message expected, Duration patience) {
        Supplier<String> expectation = () -> this + " to receive within " + Words.of(patience) + ":\n  " + expected;
        return requireEqual(expected, take(patience, expectation), expectation);
    }

    /** Requires that nothing comes before the answer to a request that was sent to mark the end. */
    public Message expectNothingBut(Message fence) {
        Duration patience = timeouts().arrival();
        Supplier<String> expectation =
                () -> this + " to receive nothing else, and within " + Words.of(patience) + ":\n  " + fence;
        return requireEqual(fence, take(patience, expectation), expectation);
    }

    /** Requires that no message comes within the window; a connection that ends is silent too. */
    public void expectSilence(Duration window) {
        Optional<Message> came = poll(window);
        if (came.isPresent()) {
            throw ExpectationFailedError.expecting(this + " to receive nothing for " + Words.of(window))
                    .but("received:\n  " + came.get())
                    .transcript(transcript, lastReceived())
                    .error();
        }
    }

    /**
     * The next message if it comes within the patience; with zero, if it is there now. Nothing if the connection has
     * ended.
     */
    public Optional<Message> poll(Duration patience) {
        return using(() -> {
            try {
                return wire().pollMessage(patience).map(this::incoming);
            } catch (WireException e) {
                throw failure(this + " to receive messages", e);
            }
        });
    }

    private Message take(Duration patience, Supplier<String> expectation) {
        return using(() -> {
            try {
                return incoming(wire().receiveMessage(patience));
            } catch (WireException.TimedOut | WireException.ClosedByPeer e) {
                throw ExpectationFailedError.expecting(expectation.get())
                        .but("received nothing; " + connection() + peers.whatOthersReceived(this))
                        .transcript(transcript)
                        .cause(e)
                        .error();
            } catch (WireException e) {
                throw failure(expectation.get(), e);
            }
        });
    }

    private Message requireEqual(Message expected, Message actual, Supplier<String> expectation) {
        if (!actual.equals(expected)) {
            throw ExpectationFailedError.expecting(expectation.get())
                    .butReceived(expected, actual)
                    .transcript(transcript, lastReceived())
                    .error();
        }
        return actual;
    }

    // --- the connection

    /** Requires that the subject ends the connection within the close patience. */
    public Event.Ending expectClosed() {
        return expectClosed(timeouts().close());
    }

    /** Requires that the subject ends the connection within the patience; what comes before can be received later. */
    public Event.Ending expectClosed(Duration patience) {
        return using(() -> wire().awaitClose(patience)).orElseThrow(() -> ExpectationFailedError.expecting(
                        this + " to be disconnected within " + Words.of(patience))
                .but("the connection is still open"
                        + describeUntaken().map(text -> "; " + text).orElse(""))
                .transcript(transcript)
                .error());
    }

    /** Whether the connection has ended, by either side, as far as can be known without waiting. */
    public boolean isClosed() {
        return using(() -> wire().isClosed());
    }

    /** Ends the connection in order (FIN). */
    public void disconnect() {
        wire().close();
    }

    /** Ends the connection at once (RST): what is under way is lost. */
    public void reset() {
        wire().reset();
    }

    /** Ends the connection if there is one and makes a new one, with the same options. */
    public void reconnect() {
        disconnect();
        connect();
    }

    /** Connects and does the handshake. */
    final void connect() {
        using(() -> {
            WirePeer connected = peers.open(options);
            wire = connected;
            if (isClosedFinally) {
                connected.close();
            }
            try {
                return connected.handshake(options.wire());
            } catch (WireException e) {
                connected.close();
                throw failure(this + " to complete the handshake", e);
            }
        });
    }

    final void closeFinally() {
        isClosedFinally = true;
        WirePeer connected = wire;
        if (connected != null) {
            connected.close();
        }
    }

    // --- for failures

    /** The message as this kind of peer sends it. */
    Message outgoing(Message message) {
        return message;
    }

    /** The message as this kind of peer gives it to the application. */
    Message incoming(Message message) {
        return message;
    }

    final Transcript transcript() {
        return transcript;
    }

    final @Nullable Event lastReceived() {
        return transcript.lastReceived(name()).orElse(null);
    }

    final ExpectationFailedError.Expecting failure(String expectation) {
        return ExpectationFailedError.expecting(expectation);
    }

    private ExpectationFailedError failure(String expectation, WireException cause) {
        return ExpectationFailedError.expecting(expectation)
                .but("failed: " + cause.getMessage())
                .transcript(transcript)
                .cause(cause)
                .error();
    }

    private Timeouts timeouts() {
        return peers.timeouts();
    }

    private String connection() {
        return wire().isClosed() ? "the connection has been closed" : "the connection is open";
    }

    /** What came and was not taken, in words; nothing if nothing came, or if another thread uses this peer now. */
    final Optional<String> describeUntaken() {
        WirePeer connected = wire;
        if (connected == null || !inUse.tryLock()) {
            return Optional.empty();
        }
        try {
            List<Message> arrived = connected.arrivedMessages();
            if (arrived.isEmpty()) {
                return Optional.empty();
            }
            String first = arrived.stream().limit(3).map(Message::toString).collect(Collectors.joining(", "));
            String more = arrived.size() > 3 ? " and " + (arrived.size() - 3) + " more" : "";
            return Optional.of(name() + " received " + first + more);
        } catch (WireException e) {
            return Optional.of(name() + " failed: " + e.getMessage());
        } finally {
            inUse.unlock();
        }
    }

    private <T> T using(Supplier<T> action) {
        inUse.lock();
        try {
            return action.get();
        } finally {
            inUse.unlock();
        }
    }

    /** Name and routing id, for example {@code alice (routing id "alice")}. */
    @Override
    public String toString() {
        RoutingId id = routingId();
        return id == null ? name() : name() + " (routing id " + id + ")";
    }
}
