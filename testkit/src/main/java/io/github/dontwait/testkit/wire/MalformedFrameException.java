package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;

/**
 * Octets that ZMTP does not allow at this place, or more of them than the kit takes: a frame or a message beyond its bound.
 */
public final class MalformedFrameException extends Exception {

    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String hex;

    /**
     * @param problem what is wrong with the octets
     * @param offset how many octets came before them; for a stream counted from its beginning
     * @param octets the first of the octets in question
     */
    public MalformedFrameException(String problem, long offset, Frame octets) {
        super(problem + ", at octet " + offset + ": " + octets);
        this.offset = offset;
        this.hex = octets.hex();
    }

    /** How many octets came before the wrong ones. */
    public long offset() {
        return offset;
    }

    /** The first of the octets in question, in hexadecimal digits. */
    public String hex() {
        return hex;
    }
}
