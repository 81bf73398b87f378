package io.github.dontwait.conformance.bench;

import io.github.dontwait.testkit.transcript.ExpectationFailedError;

/** What went wrong, in words that fit into another sentence. */
final class Words {

    private Words() {}

    /** The failure without its transcript: the reader gets one transcript, not one inside the other. */
    static String of(Throwable thrown) {
        if (thrown instanceof ExpectationFailedError failed) {
            String difference = failed.difference() == null ? "" : "\n" + failed.difference();
            return "expecting " + failed.expectation() + "\nbut " + failed.observation() + difference;
        }
        return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    }
}
