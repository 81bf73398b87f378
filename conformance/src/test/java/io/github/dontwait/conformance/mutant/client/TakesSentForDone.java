package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Counts a request as answered when its connection ends. */
@Kills(rule = "REC-05", says = "TIMEOUT 1")
final class TakesSentForDone extends ModelClient {

    private boolean wasConnected;

    @Override
    protected void idle(long nanos) {
        if (wasConnected && !dealer().isConnected() && !open().isEmpty()) {
            onReply(open().get(0));
            fillWindow();
        }
        wasConnected = dealer().isConnected();
        super.idle(Math.min(nanos, 5_000_000));
    }
}
