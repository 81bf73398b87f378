package io.github.dontwait.testkit.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a stream of octets is cut, as the reads of a connection would.
 *
 * @param sizes the sizes of the pieces, each above 0, from the beginning again until all is read
 * @param isDirect whether the pieces lie outside the heap
 */
record Cuts(List<Integer> sizes, boolean isDirect) {

    /** The octets in pieces, each in a buffer of its own. */
    List<ByteBuffer> of(byte[] octets) {
        List<ByteBuffer> pieces = new ArrayList<>();
        int at = 0;
        while (at < octets.length) {
            int size = Math.min(sizes.get(pieces.size() % sizes.size()), octets.length - at);
            ByteBuffer piece = isDirect ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
            pieces.add(piece.put(octets, at, size).flip().asReadOnlyBuffer());
            at += size;
        }
        return pieces;
    }

    /** The frames that a decoder finds in these pieces. */
    List<WireFrame> decode(FrameCodec codec, byte[] octets) throws MalformedFrameException {
        List<WireFrame> frames = new ArrayList<>();
        for (ByteBuffer piece : of(octets)) {
            for (WireFrame frame = codec.decode(piece); frame != null; frame = codec.decode(piece)) {
                frames.add(frame);
            }
        }
        return frames;
    }
}
