package io.github.dontwait.testkit.assertion;

/**
 * One small request and its reply, whatever peer does it: {@code () -> { alice.send("ping"); alice.expect("ping"); }}.
 */
@FunctionalInterface
public interface RoundTrip {

    /** Asks, and returns when the answer is there; called by one thread of the kit, again and again. */
    void run() throws Exception;
}
