package io.github.dontwait.reference;

/** The peer asked for something that makes no sense. The message goes back to that peer, so it must hold no secret. */
public final class BadRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what was expected, in words that the peer may read. */
    public BadRequestException(String message) {
        super(message);
    }
}
