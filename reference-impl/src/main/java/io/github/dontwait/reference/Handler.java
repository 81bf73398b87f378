package io.github.dontwait.reference;

/**
 * The application: says what becomes of a request. This is the part to replace.
 *
 * <p>Called on the loop's thread, one request after another, so it must return at once; whatever takes time goes into
 * {@link Outcome.Work}, whatever has to wait into {@link Outcome.Defer}. It may throw: the peer then gets an error
 * reply and the loop goes on.
 */
@FunctionalInterface
public interface Handler {

    /**
     * Decides about one request.
     *
     * @throws BadRequestException if the request makes no sense; its message is sent to the peer
     */
    Outcome handle(Request request) throws BadRequestException;
}
