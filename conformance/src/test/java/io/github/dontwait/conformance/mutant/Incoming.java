package io.github.dontwait.conformance.mutant;

import java.util.List;

/**
 * A message that was taken from a socket.
 *
 * @param routingId who sent it; empty at a DEALER
 * @param frames at least one; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; octets as they are on the wire
public record Incoming(byte[] routingId, List<byte[]> frames) {

    /** How many octets the frames of a message hold together. */
    static long octets(List<byte[]> frames) {
        long octets = 0;
        for (byte[] frame : frames) {
            octets += frame.length;
        }
        return octets;
    }
}
