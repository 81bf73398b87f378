package io.github.dontwait.reference;

/** What a client says about its requests. Called by the loop's thread. */
public interface ClientListener {

    /** The first request is about to be sent, whether anybody is there or not. */
    void ready(String endpoint);

    /** A request was answered in time, after that many whole milliseconds. */
    void reply(int number, long millis);

    /** A request was not answered in time. */
    void timeout(int number);

    /** A message came that answers no open request: late, repeated or unknown. */
    void unexpected(byte[] firstFrame);

    /** Every request has ended. */
    void done(int replies, int timeouts);
}
