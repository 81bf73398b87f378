package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.UnfinishedFrame;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames to octets, and octets to frames, in pieces of any size.
 *
 * <p>One instance decodes one direction of one connection, for one thread at a time. It refuses a frame that declares
 * more than its bound before it takes any memory for it.
 */
public final class FrameCodec {

    /** The bound that is used where no other is given: 64 MiB. */
    public static final int LARGEST_BODY = 64 << 20;

    private final int largestBody;
    private final byte[] header = new byte[9];
    private int headerFilled;
    private @Nullable UnfinishedFrame body;
    private long offset;

    /** A decoder with the usual bound. */
    public FrameCodec() {
        this(LARGEST_BODY);
    }

    /**
     * A decoder.
     *
     * @param largestBody the most octets that a frame may declare
     */
    public FrameCodec(int largestBody) {
        this.largestBody = largestBody;
    }

    /** The octets of a frame. */
    public static byte[] encode(WireFrame frame) {
        ByteBuffer buffer = ByteBuffer.allocate(frame.encodedSize());
        encode(frame, buffer);
        return buffer.array();
    }

    /** Puts the octets of a frame into the buffer, which must have room for them. */
    public static void encode(WireFrame frame, ByteBuffer buffer) {
        encodeHeader(frame, buffer);
        frame.body().writeTo(buffer);
    }

    /** Puts the flags and the size of a frame into the buffer. */
    static void encodeHeader(WireFrame frame, ByteBuffer buffer) {
        buffer.put((byte) frame.flags());
        if (frame.isLong()) {
            buffer.putLong(frame.body().size());
        } else {
            buffer.put((byte) frame.body().size());
        }
    }

    /** The octets of all frames of a message, each in the form that its size asks for. */
    public static byte[] encode(Message message) {
        long size = 0;
        for (Frame frame : message.frames()) {
            size += WireFrame.message(frame, false).encodedSize();
        }
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(size));
        List<Frame> frames = message.frames();
        for (int i = 0; i < frames.size(); i++) {
            encode(WireFrame.message(frames.get(i), i < frames.size() - 1), buffer);
        }
        return buffer.array();
    }

    /** How many octets it has taken so far. */
    public long offset() {
        return offset;
    }

    /** How many octets of an unfinished frame it holds; 0 between frames. */
    public int unfinishedOctets() {
        return headerFilled + (body == null ? 0 : body.filled());
    }

    /**
     * Takes octets from the buffer until a frame is complete or the buffer is empty.
     *
     * @return the frame, or null if more octets are needed
     * @throws MalformedFrameException if a frame declares more octets than the bound; nothing after that can be decoded
     */
    public @Nullable WireFrame decode(ByteBuffer octets) throws MalformedFrameException {
        UnfinishedFrame filling = body;
        if (filling == null) {
            filling = readHeader(octets);
            if (filling == null) {
                return null;
            }
            body = filling;
        }
        int before = filling.filled();
        filling.take(octets);
        offset += filling.filled() - before;
        if (!filling.isComplete()) {
            return null;
        }
        body = null;
        headerFilled = 0;
        return new WireFrame(header[0] & 0xff, filling.frame());
    }

    private @Nullable UnfinishedFrame readHeader(ByteBuffer octets) throws MalformedFrameException {
        while (octets.hasRemaining() && headerFilled < headerSize()) {
            header[headerFilled++] = octets.get();
            offset++;
        }
        if (headerFilled < headerSize()) {
            return null;
        }
        long declared =
                headerSize() == 2 ? header[1] & 0xff : ByteBuffer.wrap(header).getLong(1);
        if (declared < 0 || declared > largestBody) {
            throw new MalformedFrameException(
                    "a frame declares " + Long.toUnsignedString(declared) + " octets, the bound is " + largestBody,
                    offset - headerFilled,
                    Frame.of(Arrays.copyOf(header, headerFilled)));
        }
        return UnfinishedFrame.of((int) declared);
    }

    private int headerSize() {
        // Until the flags are there, only they are wanted; then they say how large the size is.
        return headerFilled == 0 || (header[0] & WireFrame.LONG) == 0 ? 2 : 9;
    }
}
