package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.nio.ByteBuffer;
import java.util.List;

/** A message on its way out: its octets, as many at a time as a buffer takes. */
final class OutgoingMessage {

    private static final int LARGEST_HEADER = 9;

    private final List<Frame> frames;
    private final ByteBuffer header = ByteBuffer.allocate(LARGEST_HEADER).limit(0);
    private int next;
    private Frame body = Frame.empty();
    private int bodyPut;
    private long remaining;

    OutgoingMessage(Message message) {
        this.frames = message.frames();
        for (Frame frame : frames) {
            remaining += WireFrame.message(frame, false).encodedSize();
        }
    }

    /** How many octets have not been put into a buffer. */
    long remaining() {
        return remaining;
    }

    /** Puts what fits. */
    void putInto(ByteBuffer buffer) {
        int room = buffer.remaining();
        while (buffer.hasRemaining() && (isUnderWay() || begin())) {
            while (header.hasRemaining() && buffer.hasRemaining()) {
                buffer.put(header.get());
            }
            int piece = Math.min(body.size() - bodyPut, buffer.remaining());
            body.writeTo(buffer, bodyPut, bodyPut + piece);
            bodyPut += piece;
        }
        remaining -= room - buffer.remaining();
    }

    private boolean isUnderWay() {
        return header.hasRemaining() || bodyPut < body.size();
    }

    /** Begins with the next frame; false if there is none. */
    private boolean begin() {
        if (next == frames.size()) {
            return false;
        }
        body = frames.get(next++);
        bodyPut = 0;
        FrameCodec.encodeHeader(WireFrame.message(body, next < frames.size()), header.clear());
        header.flip();
        return true;
    }
}
