package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.util.Locale;

/**
 * A frame as it stands on the wire.
 *
 * @param flags the flags octet exactly as sent, reserved bits and the choice between short and long size included
 * @param body its octets
 */
public record WireFrame(int flags, Frame body) {

    /** More frames of the same message follow. */
    public static final int MORE = 0x01;

    /** The size has eight octets instead of one. */
    public static final int LONG = 0x02;

    /** The frame is a command, not a part of a message. */
    public static final int COMMAND = 0x04;

    /** The largest body that the short form can carry. */
    public static final int LARGEST_SHORT = 255;

    public WireFrame {
        if (flags < 0 || flags > 255) {
            throw new IllegalArgumentException("flags are one octet, 0 to 255, not " + flags);
        }
        if ((flags & LONG) == 0 && body.size() > LARGEST_SHORT) {
            throw new IllegalArgumentException("a body of " + body.size()
                    + " octets needs the long form: set the flag LONG, or use WireFrame.message");
        }
    }

    /** A part of a message, in the form that its size asks for. */
    public static WireFrame message(Frame body, boolean hasMore) {
        return new WireFrame(formFor(body) | (hasMore ? MORE : 0), body);
    }

    /** A frame that carries a command, in the form that its size asks for. */
    public static WireFrame command(Frame body) {
        return new WireFrame(formFor(body) | COMMAND, body);
    }

    private static int formFor(Frame body) {
        return body.size() > LARGEST_SHORT ? LONG : 0;
    }

    /** The same in the long form, which is allowed for any size. */
    public WireFrame inLongForm() {
        return new WireFrame(flags | LONG, body);
    }

    /** The same with other flags. */
    public WireFrame withFlags(int octet) {
        return new WireFrame(octet, body);
    }

    /** Whether more frames of the same message follow. */
    public boolean hasMore() {
        return (flags & MORE) != 0;
    }

    /** Whether its size has eight octets. */
    public boolean isLong() {
        return (flags & LONG) != 0;
    }

    /** Whether it is a command. */
    public boolean isCommand() {
        return (flags & COMMAND) != 0;
    }

    /** The octets of flags, size and body together. */
    public int encodedSize() {
        return (isLong() ? 9 : 2) + body.size();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%02x ", flags) + body;
    }
}
