package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.wire.Mechanism;
import io.github.dontwait.testkit.wire.WireOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a peer is.
 *
 * @param name its name in transcripts and failures
 * @param wire what it says in the handshake, and its buffers
 * @param connectsPatiently whether a refused connection is tried again until the arrival patience ends
 * @param isRecorded whether what it does goes into the transcript
 */
public record PeerOptions(String name, WireOptions wire, boolean connectsPatiently, boolean isRecorded) {

    /** A DEALER whose routing id is its name. */
    public static PeerOptions dealer(String name) {
        return of(name, "DEALER", RoutingId.text(name));
    }

    /** A DEALER that announces no routing id. */
    public static PeerOptions anonymous(String name) {
        return of(name, "DEALER", null);
    }

    /** A REQ that announces no routing id. */
    public static PeerOptions req(String name) {
        return of(name, "REQ", null);
    }

    /** A ROUTER that connects; its routing id is its name. */
    public static PeerOptions router(String name) {
        return of(name, "ROUTER", RoutingId.text(name));
    }

    private static PeerOptions of(String name, String socketType, @Nullable RoutingId routingId) {
        return new PeerOptions(name, WireOptions.of(socketType).withRoutingId(routingId), false, true);
    }

    /** The same with another routing id; null announces none. */
    public PeerOptions withRoutingId(@Nullable RoutingId id) {
        return withWire(wire.withRoutingId(id));
    }

    /** The same with a receive buffer of this size, so that it can be full soon. */
    public PeerOptions withReceiveBufferSize(int octets) {
        return withWire(wire.withReceiveBufferSize(octets));
    }

    /** The same with another way to agree: PLAIN or CURVE. */
    public PeerOptions withMechanism(Mechanism mechanism) {
        return withWire(wire.withMechanism(mechanism));
    }

    /** The same with other words in the handshake. */
    public PeerOptions withWire(WireOptions other) {
        return new PeerOptions(name, other, connectsPatiently, isRecorded);
    }

    /** The same, trying a refused connection again until the arrival patience ends. */
    public PeerOptions connectPatiently() {
        return new PeerOptions(name, wire, true, isRecorded);
    }

    /** The same, leaving no trace in the transcript: for floods. */
    public PeerOptions unrecorded() {
        return new PeerOptions(name, wire, connectsPatiently, false);
    }
}
