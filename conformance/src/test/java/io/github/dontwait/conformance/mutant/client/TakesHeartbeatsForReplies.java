package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Takes a heartbeat for the reply to the oldest open request. */
@Kills(rule = "CLI-20", says = "UNEXPECTED")
final class TakesHeartbeatsForReplies extends ModelClient {

    @Override
    protected void onHeartbeat() {
        onReply(open().get(0));
    }
}
