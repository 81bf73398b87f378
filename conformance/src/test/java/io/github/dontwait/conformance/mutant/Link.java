package io.github.dontwait.conformance.mutant;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a model socket: where its handshake stands, the frame and the message that are being assembled, and
 * its queues. Belongs to the socket's I/O thread, but for the two queues of whole messages, which the socket's lock
 * guards.
 */
public final class Link {

    /** How far a connection has come. */
    public enum Phase {
        CONNECTING,
        GREETING,
        HANDSHAKE,
        TRAFFIC,
        /** Nothing is read any more; what was written last is still being sent. */
        CLOSING,
        CLOSED
    }

    private static final int GREETING_OCTETS = 64;
    private static final int LONGEST_HEADER = 9;

    final SocketChannel channel;

    @Nullable
    SelectionKey key;

    Phase phase = Phase.GREETING;

    final byte[] greeting = new byte[GREETING_OCTETS];
    int greetingReceived;
    int greetingSent;

    final byte[] header = new byte[LONGEST_HEADER];
    int headerFilled;
    /** Whether its credential was accepted, where one is asked for. */
    boolean isWelcome;

    byte @Nullable [] body;
    long bodySize;
    int bodyFilled;

    /** Octets that were read and not looked at, since the application does not take. */
    volatile @Nullable ByteBuffer unparsed;

    List<byte[]> parts = new ArrayList<>();

    Map<String, byte[]> properties = Map.of();
    byte @Nullable [] routingId;
    boolean isMute;
    boolean isDirty;

    final Deque<List<byte[]>> incoming = new ArrayDeque<>();
    long incomingOctets;
    final Deque<List<byte[]>> outgoing = new ArrayDeque<>();
    final Deque<ByteBuffer> writing = new ArrayDeque<>();

    /** When to give up on it, by {@link System#nanoTime()}; meaningful only while it is among the timed ones. */
    long deadlineNanos;

    Link(SocketChannel channel) {
        this.channel = channel;
    }

    public Phase phase() {
        return phase;
    }

    public boolean isOpen() {
        return phase != Phase.CLOSED;
    }

    /** The channel, for mutants that misuse it. */
    public SocketChannel channel() {
        return channel;
    }

    /** What the peer announced in READY; names without regard to case, unless a mutant says otherwise. */
    public Map<String, byte[]> properties() {
        return properties;
    }

    /** The routing id that the peer is known by; null before READY, and for a socket that needs none. */
    public byte @Nullable [] routingId() {
        return routingId;
    }

    /** Whether it holds no routing id and is not listened to. */
    public boolean isMute() {
        return isMute;
    }

    /** Leaves it open, unheard for ever. */
    public void mute() {
        isMute = true;
    }

    /** The frames so far of the message that is being assembled; may be changed. */
    public List<byte[]> parts() {
        return parts;
    }

    /** Forgets the frame that is being read, header included. */
    public void forgetFrameInProgress() {
        headerFilled = 0;
        body = null;
        bodyFilled = 0;
    }
}
