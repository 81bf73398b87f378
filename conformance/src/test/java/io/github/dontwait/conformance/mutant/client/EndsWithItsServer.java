package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Takes the loss of its connection for its own end. */
@Kills(rule = "CLI-08", says = "the client to come back")
final class EndsWithItsServer extends ModelClient {

    private volatile boolean wasConnected;

    @Override
    protected void idle(long nanos) {
        if (wasConnected && !dealer().isConnected()) {
            throw new IllegalStateException("connection reset by peer");
        }
        wasConnected = dealer().isConnected();
        super.idle(nanos);
    }
}
