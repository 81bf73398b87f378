package io.github.dontwait.conformance.mutant;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Link.Phase;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Frames, messages and commands of ZMTP 3.1, step by step. Each protected method is one step that a mutant may get wrong;
 * all run on the socket's I/O thread. A step that throws {@link ProtocolFault} costs its own connection and nothing else.
 */
public abstract class Framing {

    public static final int MORE = 1;
    public static final int LONG = 2;
    public static final int COMMAND = 4;

    private static final int SHORT_HEADER = 2;
    private static final int LONG_HEADER = 9;
    private static final int LONGEST_SHORT_BODY = 255;
    private static final int LONGEST_CONTEXT = 16;
    private static final int FIRST_ALLOCATION = 64 << 10;

    // ---- reading frames

    /** Octets came after the greeting, as many as one read gave: cuts them into frames. */
    protected void onOctets(Link link, ByteBuffer octets) {
        while (octets.hasRemaining() && link.phase.compareTo(Phase.CLOSING) < 0) {
            if (link.headerFilled == 0 && isFull(link)) {
                return;
            }
            byte[] body = link.body;
            if (body == null) {
                onHeaderOctet(link, octets.get());
            } else {
                if (link.bodyFilled == body.length) {
                    body = Arrays.copyOf(body, (int) Math.min(link.bodySize, 2L * body.length + 1));
                    link.body = body;
                }
                long room = Math.min(body.length, link.bodySize) - link.bodyFilled;
                int count = (int) Math.min(room, octets.remaining());
                octets.get(body, link.bodyFilled, count);
                link.bodyFilled += count;
            }
            body = link.body;
            if (body != null && link.bodyFilled == link.bodySize) {
                int flags = link.header[0];
                link.forgetFrameInProgress();
                onFrame(link, flags, body.length == link.bodySize ? body : Arrays.copyOf(body, (int) link.bodySize));
            }
        }
    }

    private void onHeaderOctet(Link link, byte octet) {
        link.header[link.headerFilled++] = octet;
        boolean isLong = (link.header[0] & LONG) != 0;
        if (link.headerFilled == 1) {
            checkFlags(link, octet);
        } else if (link.headerFilled == (isLong ? LONG_HEADER : SHORT_HEADER)) {
            long size = isLong ? ByteBuffer.wrap(link.header).getLong(1) : octet & 0xff;
            checkSize(link, size);
            link.bodySize = size;
            link.bodyFilled = 0;
            link.body = allocate(size);
        }
    }

    /** Reserved bits are zero, and a command is never one of several frames. */
    protected void checkFlags(Link link, int flags) {
        if ((flags & ~(MORE | LONG | COMMAND)) != 0 || (flags & (COMMAND | MORE)) == (COMMAND | MORE)) {
            throw new ProtocolFault("flags " + flags);
        }
    }

    /** No frame is larger than the limit; a size is unsigned on the wire. */
    protected void checkSize(Link link, long size) {
        if (size < 0 || size > options().maxFrame()) {
            throw new ProtocolFault("a frame of " + Long.toUnsignedString(size) + " octets");
        }
    }

    /** Room for the beginning of a body; it grows as octets come, so that a header alone costs nothing. */
    protected byte[] allocate(long size) {
        return new byte[(int) Math.min(size, FIRST_ALLOCATION)];
    }

    /** A whole frame came. */
    protected void onFrame(Link link, int flags, byte[] body) {
        if (link.phase == Phase.HANDSHAKE) {
            onHandshakeFrame(link, flags, body);
        } else if ((flags & COMMAND) != 0) {
            onCommandFrame(link, body);
        } else {
            onPart(link, body, (flags & MORE) != 0);
        }
    }

    /** A frame of a message came: assembles. Nothing is delivered before the last one. */
    protected void onPart(Link link, byte[] body, boolean more) {
        link.parts.add(body);
        if (!more) {
            List<byte[]> message = link.parts;
            link.parts = new ArrayList<>();
            onMessage(link, message);
        }
    }

    // ---- commands

    /** A command came after the handshake, possibly between the frames of a message. */
    protected void onCommandFrame(Link link, byte[] body) {
        String name = commandName(body);
        onCommand(link, name, Arrays.copyOfRange(body, 1 + name.length(), body.length));
    }

    /** The name of a command. */
    protected String commandName(byte[] body) {
        if (body.length == 0 || body[0] == 0 || (body[0] & 0xff) > body.length - 1) {
            throw new ProtocolFault("a command without a whole name");
        }
        return new String(body, 1, body[0] & 0xff, US_ASCII);
    }

    /** Obeys PING and ERROR; knows no other command, and passes none on. */
    protected void onCommand(Link link, String name, byte[] data) {
        switch (name.toUpperCase(Locale.ROOT)) {
            case "PING" -> {
                if (data.length < 2 || data.length > 2 + LONGEST_CONTEXT) {
                    throw new ProtocolFault("a PING of " + data.length + " octets");
                }
                int deciseconds = ByteBuffer.wrap(data).getShort() & 0xffff;
                onPing(link, deciseconds, Arrays.copyOfRange(data, 2, data.length));
            }
            case "ERROR" -> throw new ProtocolFault("the peer said ERROR");
            default -> {}
        }
    }

    /** Answers, and gives the connection so long to show life again; 0 for ever. */
    protected void onPing(Link link, int deciseconds, byte[] context) {
        sendCommand(link, "PONG", context);
        if (deciseconds > 0) {
            expectTraffic(link, deciseconds * 100L);
        }
    }

    // ---- what this side sends

    /** The header of a frame of this side. */
    protected byte[] frameHeader(int flags, int size) {
        return size <= LONGEST_SHORT_BODY
                ? new byte[] {(byte) flags, (byte) size}
                : ByteBuffer.allocate(LONG_HEADER)
                        .put((byte) (flags | LONG))
                        .putLong(size)
                        .array();
    }

    /** Writes one frame. */
    protected void sendFrame(Link link, int flags, byte[] body) {
        write(link, frameHeader(flags, body.length));
        write(link, body);
    }

    /** Writes one message, whole. */
    protected void sendMessage(Link link, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            sendFrame(link, i + 1 < frames.size() ? MORE : 0, frames.get(i));
        }
    }

    /** Writes one command. */
    protected void sendCommand(Link link, String name, byte[] data) {
        byte[] body = new byte[1 + name.length() + data.length];
        body[0] = (byte) name.length();
        System.arraycopy(name.getBytes(US_ASCII), 0, body, 1, name.length());
        System.arraycopy(data, 0, body, 1 + name.length(), data.length);
        sendFrame(link, COMMAND, body);
    }

    // ---- what the socket provides

    /** A frame came before READY, or as READY. */
    protected abstract void onHandshakeFrame(Link link, int flags, byte[] body);

    /** What the socket was told before it opened. */
    protected abstract SocketOptions options();

    /** Puts octets behind those that wait to be written; they are not copied. */
    protected abstract void write(Link link, byte[] octets);

    /** Closes once everything is written. */
    protected abstract void closeWhenSent(Link link);

    /** Closes unless something comes within the time. */
    protected abstract void expectTraffic(Link link, long millis);

    /** Whether no more is taken from this peer for now. */
    protected abstract boolean isFull(Link link);

    /** Both sides said READY. */
    protected abstract void onEstablished(Link link);

    /** A whole message came. */
    protected abstract void onMessage(Link link, List<byte[]> frames);
}
