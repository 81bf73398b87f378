package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Waits nowhere while it is not connected. */
@Kills(rule = "CLI-19", says = "while its server is absent")
final class SpinsWithoutAServer extends ModelClient {

    @Override
    protected void idle(long nanos) {
        if (dealer().isConnected()) {
            super.idle(nanos);
        }
    }
}
