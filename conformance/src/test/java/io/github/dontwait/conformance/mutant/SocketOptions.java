package io.github.dontwait.conformance.mutant;

import org.jspecify.annotations.Nullable;

/**
 * What a model socket is told before it opens.
 *
 * @param socketType what it announces: {@code ROUTER}, {@code DEALER}
 * @param routingId what it announces as its routing id; empty for none
 * @param highWaterMark messages per peer and direction; 0 for no limit
 * @param maxFrame octets of the largest frame accepted
 * @param handover whether a second connection with a routing id in use takes it over
 * @param credential the one that PLAIN asks peers for; null for NULL
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; octets as they are on the wire
public record SocketOptions(
        String socketType,
        byte[] routingId,
        int highWaterMark,
        long maxFrame,
        boolean handover,
        @Nullable Credential credential) {

    /** A user name and a password. */
    public record Credential(String username, String password) {}

    private static final int USUAL_MARK = 1_000;
    private static final long USUAL_FRAME = 64L << 20;

    /** The defaults of a socket type. */
    public static SocketOptions of(String socketType) {
        return new SocketOptions(socketType, new byte[0], USUAL_MARK, USUAL_FRAME, false, null);
    }

    public SocketOptions withRoutingId(byte[] id) {
        return new SocketOptions(socketType, id, highWaterMark, maxFrame, handover, credential);
    }

    public SocketOptions withHighWaterMark(int messages) {
        return new SocketOptions(socketType, routingId, messages, maxFrame, handover, credential);
    }

    public SocketOptions withMaxFrame(long octets) {
        return new SocketOptions(socketType, routingId, highWaterMark, octets, handover, credential);
    }

    public SocketOptions withHandover(boolean takesOver) {
        return new SocketOptions(socketType, routingId, highWaterMark, maxFrame, takesOver, credential);
    }

    public SocketOptions withCredential(@Nullable Credential asked) {
        return new SocketOptions(socketType, routingId, highWaterMark, maxFrame, handover, asked);
    }
}
