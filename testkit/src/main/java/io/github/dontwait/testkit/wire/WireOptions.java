package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.RoutingId;
import org.jspecify.annotations.Nullable;

/**
 * What a peer says of itself in the handshake, and what it asks of its connection.
 *
 * @param socketType the value of the property {@code Socket-Type}, right or wrong
 * @param routingId the value of the property {@code Identity}; null for no such property
 * @param minorVersion the minor version that its greeting announces
 * @param properties further properties, sent behind the others
 * @param mechanism how the two sides agree
 * @param receiveBufferSize octets that the system may hold for it unread; 0 for the system's choice
 * @param sendBufferSize octets that the system may hold for it unsent; 0 for the system's choice
 * @param largestBody the most octets that a frame from the other side may declare
 */
public record WireOptions(
        String socketType,
        @Nullable RoutingId routingId,
        int minorVersion,
        Metadata properties,
        Mechanism mechanism,
        int receiveBufferSize,
        int sendBufferSize,
        int largestBody) {

    /** A peer of this type without a routing id of its own, ZMTP 3.1, NULL. */
    public static WireOptions of(String socketType) {
        return new WireOptions(socketType, null, 1, Metadata.none(), Mechanism.none(), 0, 0, FrameCodec.LARGEST_BODY);
    }

    /** The same with another routing id; null for no property, an empty one for an empty property. */
    public WireOptions withRoutingId(@Nullable RoutingId id) {
        return new WireOptions(
                socketType, id, minorVersion, properties, mechanism, receiveBufferSize, sendBufferSize, largestBody);
    }

    /** The same with another minor version. */
    public WireOptions withMinorVersion(int minor) {
        return new WireOptions(
                socketType, routingId, minor, properties, mechanism, receiveBufferSize, sendBufferSize, largestBody);
    }

    /** The same with these properties behind type and routing id. */
    public WireOptions withProperties(Metadata further) {
        return new WireOptions(
                socketType,
                routingId,
                minorVersion,
                further,
                mechanism,
                receiveBufferSize,
                sendBufferSize,
                largestBody);
    }

    /** The same with another way to agree. */
    public WireOptions withMechanism(Mechanism other) {
        return new WireOptions(
                socketType, routingId, minorVersion, properties, other, receiveBufferSize, sendBufferSize, largestBody);
    }

    /** The same with another receive buffer. */
    public WireOptions withReceiveBufferSize(int octets) {
        return new WireOptions(
                socketType, routingId, minorVersion, properties, mechanism, octets, sendBufferSize, largestBody);
    }

    /** The same with another send buffer. */
    public WireOptions withSendBufferSize(int octets) {
        return new WireOptions(
                socketType, routingId, minorVersion, properties, mechanism, receiveBufferSize, octets, largestBody);
    }

    /** The same with another bound on the frames of the other side. */
    public WireOptions withLargestBody(int octets) {
        return new WireOptions(
                socketType, routingId, minorVersion, properties, mechanism, receiveBufferSize, sendBufferSize, octets);
    }

    /** The greeting that these options ask for. */
    public Greeting greeting() {
        return Greeting.ofMinor(minorVersion).withMechanism(mechanism.name());
    }

    /** The properties of the READY that these options ask for. */
    public Metadata metadata() {
        Metadata metadata = Metadata.none().with(Metadata.SOCKET_TYPE, socketType);
        if (routingId != null) {
            metadata = metadata.with(Metadata.IDENTITY, routingId.frame());
        }
        return metadata.with(properties);
    }
}
