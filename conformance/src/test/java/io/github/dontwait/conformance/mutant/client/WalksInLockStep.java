package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Sends the next request only after the reply to the last, as a REQ does. */
@Kills(rule = "CLI-02", says = "10 requests open at once")
final class WalksInLockStep extends ModelClient {

    @Override
    protected int window() {
        return 1;
    }
}
