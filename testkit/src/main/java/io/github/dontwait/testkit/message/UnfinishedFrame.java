package io.github.dontwait.testkit.message;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A frame of known size whose octets come in pieces; it makes the only copy of them. For one thread at a time.
 *
 * <p>Memory grows with what really came, not with what was promised: by doubling, from 64 KiB on.
 */
public final class UnfinishedFrame {

    private static final int FIRST_PIECE = 64 << 10;
    private static final byte[] NOTHING = new byte[0];

    private final int size;
    private byte[] octets = NOTHING;
    private int filled;

    private UnfinishedFrame(int size) {
        this.size = size;
    }

    /**
     * A frame of which nothing has come yet.
     *
     * @param size how many octets will come, 0 or more
     */
    public static UnfinishedFrame of(int size) {
        if (size < 0) {
            throw new IllegalArgumentException("a frame has 0 octets or more, not " + size);
        }
        return new UnfinishedFrame(size);
    }

    /** How many octets have come. */
    public int filled() {
        return filled;
    }

    /** Whether all octets have come. */
    public boolean isComplete() {
        return filled == size;
    }

    /** Takes octets from the buffer until the frame is complete or the buffer is empty. */
    public void take(ByteBuffer piece) {
        int taken = Math.min(size - filled, piece.remaining());
        if (taken == size && size > 0 && piece.hasArray()) {
            // The usual case, all at once: an array that is only copied into need not be cleared before.
            int from = piece.arrayOffset() + piece.position();
            octets = Arrays.copyOfRange(piece.array(), from, from + size);
            piece.position(piece.position() + size);
        } else if (taken > 0) {
            makeRoomFor(filled + taken);
            piece.get(octets, filled, taken);
        }
        filled += taken;
    }

    private void makeRoomFor(int wanted) {
        if (wanted > octets.length) {
            long roomy = Math.max(FIRST_PIECE, 2L * octets.length);
            octets = Arrays.copyOf(octets, (int) Math.min(size, Math.max(wanted, roomy)));
        }
    }

    /**
     * The frame. It owns the octets from now on: another call is of no use.
     *
     * @throws IllegalStateException if octets are missing, or it was given away before
     */
    public Frame frame() {
        if (!isComplete() || octets.length != size) {
            throw new IllegalStateException(
                    isComplete() ? "this frame was given away before" : filled + " of " + size + " octets have come");
        }
        Frame frame = Frame.owning(octets);
        octets = NOTHING;
        return frame;
    }
}
