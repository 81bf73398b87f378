package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One well-behaved peer of the subject over the kit's own wire: its handshake is done, it sends whole messages and
 * receives whole messages.
 *
 * <p>For one thread at a time. {@link Peers} owns it and closes it.
 */
public sealed class Peer extends MessagePeer permits ReqPeer {

    private final Peers peers;
    /** Held while the connection is used: another peer's failure may look at what came here only when nobody does. */
    private final ReentrantLock inUse = new ReentrantLock();

    private volatile PeerOptions options;
    private volatile @Nullable WirePeer wire;
    private volatile boolean isDisconnected;
    private volatile boolean isClosedFinally;
    private @Nullable WireException whyNothing;

    Peer(Peers peers, PeerOptions options) {
        super(peers, options.name(), options.isRecorded() ? peers.transcript() : Transcript.none());
        this.peers = peers;
        this.options = options;
    }

    @Override
    public final @Nullable RoutingId routingId() {
        return options.wire().routingId();
    }

    /** The connection below, for what a well-behaved peer would not do. */
    public final WirePeer wire() {
        WirePeer connected = wire;
        if (connected == null) {
            throw new IllegalStateException(name() + " is not connected");
        }
        return connected;
    }

    @Override
    public final void send(Message message) {
        requireOpen();
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

    @Override
    final Optional<Message> next(Duration patience, Supplier<String> expectation) {
        return using(() -> {
            whyNothing = null;
            try {
                // Who only looks needs no reason, and pays for none.
                return patience.isZero()
                        ? wire().pollMessage(patience).map(this::incoming)
                        : Optional.of(incoming(wire().receiveMessage(patience)));
            } catch (WireException.TimedOut | WireException.ClosedByPeer e) {
                whyNothing = e;
                return Optional.empty();
            } catch (WireException e) {
                throw failure(expectation.get(), e);
            } catch (IllegalStateException e) {
                requireOpen();
                throw e;
            }
        });
    }

    @Override
    final @Nullable Throwable whyNothing() {
        return whyNothing;
    }

    // --- the connection

    /** Requires that the subject ends the connection within the close patience. */
    public final Event.Ending expectClosed() {
        return expectClosed(timeouts().close());
    }

    /** Requires that the subject ends the connection within the patience; what comes before can be received later. */
    public final Event.Ending expectClosed(Duration patience) {
        return using(() -> wire().awaitClose(patience)).orElseThrow(() -> ExpectationFailedError.expecting(
                        this + " to be disconnected within " + Words.of(patience))
                .but("the connection is still open"
                        + describeUntaken().map(text -> "; " + text).orElse(""))
                .transcript(transcript())
                .inVain()
                .error());
    }

    /** Whether the connection has ended, by either side, as far as can be known without waiting. */
    public final boolean isClosed() {
        return using(() -> wire().isClosed());
    }

    @Override
    public final void disconnect() {
        isDisconnected = true;
        wire().close();
    }

    /** Ends the connection at once (RST): what is under way is lost. */
    public final void reset() {
        isDisconnected = true;
        wire().reset();
    }

    @Override
    public final void reconnectAs(@Nullable RoutingId id) {
        requireNotClosedFinally();
        disconnect();
        options = options.withRoutingId(id);
        connect();
    }

    private void requireOpen() {
        requireNotClosedFinally();
        if (isDisconnected) {
            throw new IllegalStateException(name() + " is disconnected; reconnect first");
        }
    }

    private void requireNotClosedFinally() {
        if (isClosedFinally) {
            peers.requireOpen(name());
            throw new IllegalStateException(name() + " has played its script, and was closed; make a new peer");
        }
    }

    /** Connects and does the handshake. */
    final void connect() {
        using(() -> {
            WirePeer connected = peers.open(options);
            wire = connected;
            isDisconnected = false;
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

    @Override
    final void closeFinally() {
        isClosedFinally = true;
        WirePeer connected = wire;
        if (connected != null) {
            connected.close();
        }
    }

    // --- what a kind of peer does to messages

    /** The message as this kind of peer sends it. */
    Message outgoing(Message message) {
        return message;
    }

    /** The message as this kind of peer gives it to the application. */
    Message incoming(Message message) {
        return message;
    }

    // --- for failures

    private ExpectationFailedError failure(String expectation, WireException cause) {
        return ExpectationFailedError.expecting(expectation)
                .but("failed: " + cause.getMessage())
                .transcript(transcript())
                .cause(cause)
                .error();
    }

    @Override
    final boolean isConnected() {
        return wire != null && !isDisconnected && !isClosedFinally;
    }

    @Override
    final String connection() {
        return wire().isClosed() ? "the connection has been closed" : "the connection is open";
    }

    @Override
    final Optional<String> describeUntaken() {
        WirePeer connected = wire;
        if (connected == null || !inUse.tryLock()) {
            return Optional.empty();
        }
        try {
            List<Message> arrived = connected.arrivedMessages();
            return arrived.isEmpty() ? Optional.empty() : Optional.of(name() + " received " + Words.some(arrived));
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
}
