package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;

/** Judges replies that were taken already. */
public final class Replies {

    private Replies() {}

    /** Fails unless a reply is the one that was expected. */
    public static void requireEqual(Bench bench, Peer peer, Message expected, Message actual) {
        if (!actual.equals(expected)) {
            throw ExpectationFailedError.expecting(peer + " to receive:\n  " + expected)
                    .butReceived(expected, actual)
                    .transcript(bench.transcript())
                    .error();
        }
    }

    /** The next message, whatever it is; fails if none comes within the arrival patience. */
    public static Message expectAny(Bench bench, Peer peer, String wanted) {
        return peer.poll(bench.timeouts().arrival())
                .orElseThrow(() -> failure(
                        bench,
                        peer + " to receive " + wanted,
                        peer.isClosed()
                                ? "received nothing; the connection has been closed"
                                : "received nothing; the connection is open"));
    }

    /** Fails unless a reply is as it is to be. */
    public static void require(Bench bench, Peer peer, boolean isSo, String wanted, Message actual) {
        if (!isSo) {
            throw ExpectationFailedError.expecting(peer + " to receive " + wanted)
                    .but("received:\n  " + actual)
                    .transcript(bench.transcript())
                    .error();
        }
    }

    /** The error to throw, with the transcript as it is now. */
    public static ExpectationFailedError failure(Bench bench, String expectation, String observation) {
        return ExpectationFailedError.expecting(expectation)
                .but(observation)
                .transcript(bench.transcript())
                .error();
    }
}
