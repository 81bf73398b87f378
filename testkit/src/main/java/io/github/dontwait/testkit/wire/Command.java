package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A command: a name and what follows it.
 *
 * @param name 0 to 255 characters of ISO 8859-1; a right one has at least one and is ASCII
 * @param data what follows the name
 */
public record Command(String name, Frame data) {

    /** The name of the command by which a client of PLAIN or CURVE begins. */
    public static final String HELLO = "HELLO";

    /** The name of the command by which a server of PLAIN or CURVE lets a client go on. */
    public static final String WELCOME = "WELCOME";

    /** The name of the command by which a client of PLAIN or CURVE says its properties. */
    public static final String INITIATE = "INITIATE";

    /** The name of the command that ends the handshake. */
    public static final String READY = "READY";

    /** The name of the command that asks for a PONG. */
    public static final String PING = "PING";

    /** The name of the answer to a PING. */
    public static final String PONG = "PONG";

    /** The name of the command that says why a connection ends. */
    public static final String ERROR = "ERROR";

    /** The name of the command of ZMTP 3.1 by which a subscriber subscribes. */
    public static final String SUBSCRIBE = "SUBSCRIBE";

    public Command {
        if (name.length() > 255) {
            throw new IllegalArgumentException("a command's name has 255 octets at most, not " + name.length());
        }
    }

    /** The beginning of a PLAIN handshake: 255 octets each at most. */
    public static Command hello(String username, String password) {
        byte[] user = shortText("a user name", username);
        byte[] secret = shortText("a password", password);
        ByteBuffer data = ByteBuffer.allocate(2 + user.length + secret.length);
        data.put((byte) user.length).put(user).put((byte) secret.length).put(secret);
        return new Command(HELLO, Frame.of(data.array()));
    }

    /** The answer to a HELLO of PLAIN whose credentials are right. */
    public static Command welcome() {
        return new Command(WELCOME, Frame.empty());
    }

    /** The properties of a client of PLAIN. */
    public static Command initiate(Metadata metadata) {
        return new Command(INITIATE, metadata.octets());
    }

    /** The end of a NULL or PLAIN handshake. */
    public static Command ready(Metadata metadata) {
        return new Command(READY, metadata.octets());
    }

    /**
     * Asks for a PONG.
     *
     * @param ttlDeciseconds after how many tenths of a second without any octet the other side may close, 0 to 65535; 0
     *     is never
     * @param context 0 to 16 octets that the PONG repeats; longer ones are wrong, and allowed here
     */
    public static Command ping(int ttlDeciseconds, Frame context) {
        if (ttlDeciseconds < 0 || ttlDeciseconds > 0xffff) {
            throw new IllegalArgumentException("a PING's time to live is 0 to 65535 tenths of a second, not "
                    + ttlDeciseconds + "; build a wrong one with new Command");
        }
        byte[] data = new byte[2 + context.size()];
        ByteBuffer buffer = ByteBuffer.wrap(data).putShort((short) ttlDeciseconds);
        context.writeTo(buffer);
        return new Command(PING, Frame.of(data));
    }

    /** The answer to a PING. */
    public static Command pong(Frame context) {
        return new Command(PONG, context);
    }

    /** Says why the connection ends; the reason has 255 octets at most. */
    public static Command error(String reason) {
        byte[] text = shortText("an ERROR's reason", reason);
        byte[] data = new byte[1 + text.length];
        data[0] = (byte) text.length;
        System.arraycopy(text, 0, data, 1, text.length);
        return new Command(ERROR, Frame.of(data));
    }

    private static byte[] shortText(String what, String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        if (octets.length > 255) {
            throw new IllegalArgumentException(what + " has 255 octets at most, not " + octets.length);
        }
        return octets;
    }

    /** Subscribes to what begins with these octets. */
    public static Command subscribe(Frame prefix) {
        return new Command(SUBSCRIBE, prefix);
    }

    /** Whether it has this name. */
    public boolean isNamed(String other) {
        return name.equals(other);
    }

    /** The body of the frame that carries it: the name's size, the name, the data. */
    public Frame octets() {
        byte[] title = name.getBytes(StandardCharsets.ISO_8859_1);
        byte[] octets = new byte[1 + title.length + data.size()];
        ByteBuffer buffer = ByteBuffer.wrap(octets).put((byte) title.length).put(title);
        data.writeTo(buffer);
        return Frame.of(octets);
    }

    /** The frame that carries it. */
    public WireFrame frame() {
        return WireFrame.command(octets());
    }

    /**
     * Reads the body of a command frame.
     *
     * @throws MalformedFrameException if it is empty or its name reaches beyond it
     */
    public static Command parse(Frame body) throws MalformedFrameException {
        if (body.isEmpty()) {
            throw new MalformedFrameException("a command without a name", 0, body);
        }
        int size = body.octetAt(0);
        if (1 + size > body.size()) {
            throw new MalformedFrameException("a command's name of " + size + " octets does not fit", 0, body);
        }
        String name = new String(body.slice(1, 1 + size).octets(), StandardCharsets.ISO_8859_1);
        return new Command(name, body.slice(1 + size, body.size()));
    }

    /**
     * The properties of a READY, or of an INITIATE of PLAIN.
     *
     * @throws MalformedFrameException if a size reaches beyond the command
     */
    public Metadata metadata() throws MalformedFrameException {
        return Metadata.parse(data);
    }

    /**
     * The time to live of a PING in tenths of a second.
     *
     * @throws MalformedFrameException if it has fewer than two octets
     */
    public int ttlDeciseconds() throws MalformedFrameException {
        requirePing();
        return data.octetAt(0) << 8 | data.octetAt(1);
    }

    /**
     * The context of a PING or a PONG.
     *
     * @throws MalformedFrameException if a PING has fewer than two octets before it
     */
    public Frame context() throws MalformedFrameException {
        if (isNamed(PONG)) {
            return data;
        }
        requirePing();
        return data.slice(2, data.size());
    }

    /**
     * The reason of an ERROR.
     *
     * @throws MalformedFrameException if its size is missing or reaches beyond the command
     */
    public String reason() throws MalformedFrameException {
        if (data.isEmpty() || 1 + data.octetAt(0) > data.size()) {
            throw new MalformedFrameException("an ERROR's reason does not fit", 0, data);
        }
        return new String(data.slice(1, 1 + data.octetAt(0)).octets(), StandardCharsets.ISO_8859_1);
    }

    private void requirePing() throws MalformedFrameException {
        if (data.size() < 2) {
            throw new MalformedFrameException("a PING without a time to live", 0, data);
        }
    }

    @Override
    public String toString() {
        String title = name.isEmpty() ? "a command without a name" : name;
        return data.isEmpty() ? title : title + " " + data;
    }
}
