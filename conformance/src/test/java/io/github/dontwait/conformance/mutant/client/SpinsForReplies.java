package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Asks for messages again and again without a pause. */
@Kills(rule = "CLI-19", says = "while it waits for replies")
final class SpinsForReplies extends ModelClient {

    @Override
    protected void idle(long nanos) {
        if (!dealer().isConnected()) {
            super.idle(nanos);
        }
    }
}
