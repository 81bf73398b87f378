package io.github.dontwait.reference;

import java.util.List;

/**
 * One whole message from a peer.
 *
 * @param from the peer's routing id
 * @param frames everything that followed it, at least one frame; the arrays are not to be changed
 * @param receivedNanos when it was taken from the socket, on the loop's clock
 */
public record Request(RoutingId from, List<byte[]> frames, long receivedNanos) {

    /** Whether the first frame is empty: it is then the delimiter of a REQ peer. */
    public boolean beginsWithEmptyFrame() {
        return frames.get(0).length == 0;
    }

    /** The leading empty frame if more frames follow it, else nothing. */
    public List<byte[]> envelope() {
        return frames.subList(0, envelopeSize());
    }

    /** What follows the envelope, at least one frame. */
    public List<byte[]> body() {
        return frames.subList(envelopeSize(), frames.size());
    }

    private int envelopeSize() {
        return frames.size() > 1 && beginsWithEmptyFrame() ? 1 : 0;
    }
}
