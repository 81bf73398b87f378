package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Deadline;
import io.github.dontwait.testkit.wire.Mechanism;
import io.github.dontwait.testkit.wire.TcpEndpoint;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.Optional;

/**
 * One end of a connection that behaves until its fault happens. It speaks the mechanism NULL.
 *
 * <pre>{@code
 * FaultyPeer.connect(endpoint, "rude", Fault.reset().insideFrame(3), transcript, timeouts).commit();
 * }</pre>
 *
 * <p>For one thread at a time; any thread may close it, and whoever pauses or drips is stopped by an interrupt. It has no
 * thread of its own: PINGs are answered while it waits for messages. What the other side does after the fault is for
 * {@link #awaitClose} and {@link #poll} to see.
 */
public final class FaultyPeer implements AutoCloseable {

    private static final int SMALL_BUFFER = 4 << 10;
    private static final int SMALLEST_COMMITTED = 8;

    private final WirePeer wire;
    private final Fault fault;
    private final Transcript transcript;
    private final Timeouts timeouts;
    private final boolean isAccepted;
    private final FaultyStream stream;
    private final FaultyHandshake handshake;
    private boolean hasBegun;
    private int received;

    private FaultyPeer(
            WirePeer wire,
            boolean isAccepted,
            Fault fault,
            WireOptions options,
            Transcript transcript,
            Timeouts timeouts) {
        this.wire = wire;
        this.isAccepted = isAccepted;
        this.fault = fault;
        this.transcript = transcript;
        this.timeouts = timeouts;
        this.stream = new FaultyStream(wire, fault, transcript, timeouts.arrival());
        this.handshake = new FaultyHandshake(wire, fault, options, stream, transcript);
    }

    /** A DEALER without a routing id that connects; nothing is sent yet. */
    public static FaultyPeer connect(
            String endpoint, String name, Fault fault, Transcript transcript, Timeouts timeouts) {
        return connect(endpoint, name, fault, WireOptions.of("DEALER"), transcript, timeouts);
    }

    /**
     * A peer that connects; nothing is sent yet.
     *
     * @param endpoint {@code tcp://HOST:PORT}
     * @param options what it says of itself where the fault says nothing else; one that stops reading has a small receive
     *     buffer unless they name one
     * @throws WireException.NotConnected if nobody listens there
     */
    public static FaultyPeer connect(
            String endpoint, String name, Fault fault, WireOptions options, Transcript transcript, Timeouts timeouts) {
        requireNullMechanism(options);
        WirePeer wire =
                WirePeer.connect(TcpEndpoint.parse(endpoint), name, transcript, timeouts, buffersFor(fault, options));
        return new FaultyPeer(wire, false, fault, options, transcript, timeouts);
    }

    /**
     * The accepting end of a connection over which nothing was sent.
     *
     * @param wire from a {@link io.github.dontwait.testkit.wire.WireListener}; closed with this peer
     */
    public static FaultyPeer accepted(
            WirePeer wire, Fault fault, WireOptions options, Transcript transcript, Timeouts timeouts) {
        requireNullMechanism(options);
        return new FaultyPeer(wire, true, fault, options, transcript, timeouts);
    }

    private static void requireNullMechanism(WireOptions options) {
        if (!options.mechanism().equals(Mechanism.none())) {
            throw new IllegalArgumentException("a faulty peer speaks the mechanism NULL, not "
                    + options.mechanism().name() + "; put a Link before a peer that speaks it");
        }
    }

    /** With a small receive buffer if the fault is not to read. */
    static WireOptions buffersFor(Fault fault, WireOptions options) {
        boolean needsSmall = fault.effect() instanceof Effect.StopReading && options.receiveBufferSize() == 0;
        return needsSmall ? options.withReceiveBufferSize(SMALL_BUFFER) : options;
    }

    /** Its fault. */
    public Fault fault() {
        return fault;
    }

    /** Its connection, for what only octets can say. What is sent there does not count for the moment of the fault. */
    public WirePeer wire() {
        return wire;
    }

    /** Whether the moment of its fault has come; always so of one that behaves. */
    public boolean hasHappened() {
        return stream.hasHappened();
    }

    /** Whether it sends no more, because of its fault. */
    public boolean isMute() {
        return stream.isMute();
    }

    /** Whether it reads; not so after a fault that says so. */
    boolean reads() {
        return stream.reads();
    }

    // --- speaking

    /**
     * Does what is needed for the fault to happen, whole: the handshake, messages of one frame each, and for a moment after
     * receiving also their answers. If the other side ends the connection after the fault, so be it.
     *
     * @return this
     * @throws WireException if the other side does not let it come so far
     */
    public FaultyPeer commit() {
        try {
            handshake();
            while (!hasHappened() || stream.isHolding()) {
                boolean awaits = fault.moment() instanceof Moment.AfterReceived;
                if (!awaits || !isAccepted) {
                    send(committed());
                }
                if (awaits) {
                    receive();
                }
            }
        } catch (WireException.ClosedByPeer e) {
            if (!hasHappened()) {
                throw e;
            }
            transcript.note(wire.name(), "was cut off after its fault");
        }
        return this;
    }

    /** A message of one frame that is large enough for the moment to be inside it. */
    private Message committed() {
        int octets = fault.moment() instanceof Moment.InsideFrame inside
                ? Math.max(SMALLEST_COMMITTED, inside.octet())
                : SMALLEST_COMMITTED;
        return Message.of(Frame.filled(octets, 'x'));
    }

    /**
     * Does the handshake as far as the fault lets it; the second time nothing happens.
     *
     * @throws WireException if the other side does not agree, or ends the connection
     */
    public void handshake() {
        if (hasBegun) {
            return;
        }
        hasBegun = true;
        handshake.begin();
        stream.happenIf(new Moment.AfterHandshake());
    }

    /** Sends a whole message of these texts, one frame each; see {@link #send(Message)}. */
    public void send(String... texts) {
        send(Message.of(texts));
    }

    /**
     * Sends a message, after the handshake if that was not done: all of it, or what the fault lets through.
     *
     * @throws IllegalStateException if it sends no more, because of its fault; or if the fault was to happen inside a frame
     *     that is too short for it
     * @throws WireException if the other side ends the connection, or reads no more
     */
    public void send(Message message) {
        handshake();
        if (isMute()) {
            throw new IllegalStateException(wire.name() + " sends no more: it " + fault);
        }
        stream.send(message);
        if (!hasHappened() && fault.moment() instanceof Moment.InsideFrame inside && stream.hasSent(inside.frame())) {
            throw new IllegalStateException("octet " + inside.octet() + " is not inside frame " + inside.frame()
                    + ", which was too short: send a larger one, or let it happen earlier");
        }
        handshake.catchUp();
    }

    // --- listening

    /**
     * The next message, waiting for the usual patience.
     *
     * @throws IllegalStateException if it does not read, or has ended the connection, because of its fault
     * @throws WireException if none comes
     */
    public Message receive() {
        beginReading();
        Message message = wire.receiveMessage();
        cameIn();
        return message;
    }

    /** The next message if it comes within the patience and the connection lasts; with zero, if it is there now. */
    public Optional<Message> poll(Duration patience) {
        beginReading();
        Optional<Message> message = wire.pollMessage(patience);
        if (message.isPresent()) {
            cameIn();
        }
        return message;
    }

    private void beginReading() {
        handshake();
        requireNotEndedByFault();
        if (!stream.reads()) {
            throw new IllegalStateException(wire.name() + " does not read: it " + fault);
        }
        handshake.catchUp();
    }

    private void requireNotEndedByFault() {
        boolean ends = fault.effect() instanceof Effect.Reset || fault.effect() instanceof Effect.Close;
        if (ends && hasHappened()) {
            throw new IllegalStateException(
                    wire.name() + " has ended its connection by its own fault: it " + fault + "; make another one");
        }
    }

    private void cameIn() {
        received++;
        stream.happenIf(new Moment.AfterReceived(received));
    }

    /**
     * How the other side has ended the connection; nothing if it did not within the patience.
     *
     * @throws IllegalStateException if its own fault has ended it
     */
    public Optional<Event.Ending> awaitClose(Duration patience) {
        requireNotEndedByFault();
        return wire.awaitClose(patience);
    }

    /** Requires that the other side ends the connection within the close patience. */
    public Event.Ending expectClosed() {
        return expectClosed(timeouts.close());
    }

    /** Requires that the other side ends the connection within the patience. */
    public Event.Ending expectClosed(Duration patience) {
        return awaitClose(patience).orElseThrow(() -> ExpectationFailedError.expecting(
                        wire.name() + " to be disconnected within " + Deadline.inWords(patience))
                .but("the connection is still open")
                .transcript(transcript)
                .inVain()
                .error());
    }

    /** Closes the connection in order; the second time, or after its fault did so, nothing happens. */
    @Override
    public void close() {
        wire.close();
    }

    @Override
    public String toString() {
        return wire.name() + ", which " + fault;
    }
}
