package io.github.dontwait.testkit.message;

/**
 * The octets by which a ROUTER knows a peer.
 *
 * <p>Any length is allowed here, also those that ZeroMQ forbids: wrong ones are needed to see what a subject does with
 * them.
 */
public final class RoutingId {

    private final Frame octets;

    private RoutingId(Frame octets) {
        this.octets = octets;
    }

    /** A routing id of a copy of these octets. */
    public static RoutingId of(byte... octets) {
        return new RoutingId(Frame.of(octets));
    }

    /** A routing id of the octets of a frame. */
    public static RoutingId of(Frame frame) {
        return new RoutingId(frame);
    }

    /** The text in UTF-8. */
    public static RoutingId text(String text) {
        return new RoutingId(Frame.text(text));
    }

    /**
     * The octets that the hexadecimal digits stand for; white space between them is ignored.
     *
     * @throws IllegalArgumentException if the digits are not pairs of hexadecimal digits
     */
    public static RoutingId hex(String digits) {
        return new RoutingId(Frame.hex(digits));
    }

    /** A copy of the octets. */
    public byte[] octets() {
        return octets.octets();
    }

    /** The same octets as a frame, as ROUTER puts it before a message. */
    public Frame frame() {
        return octets;
    }

    /** The octets in lower-case hexadecimal digits. */
    public String hex() {
        return octets.hex();
    }

    /** The number of octets. */
    public int size() {
        return octets.size();
    }

    /** Whether it has no octets: the peer leaves the choice to the ROUTER. */
    public boolean isEmpty() {
        return octets.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoutingId id && octets.equals(id.octets);
    }

    @Override
    public int hashCode() {
        return octets.hashCode();
    }

    @Override
    public String toString() {
        return octets.toString();
    }
}
