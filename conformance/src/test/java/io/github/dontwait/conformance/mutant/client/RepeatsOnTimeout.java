package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Sends a request again when its time is over. */
@Kills(rule = "CLI-09", says = "once")
final class RepeatsOnTimeout extends ModelClient {

    @Override
    protected void onTimeout(Open request) {
        send(request);
        super.onTimeout(request);
    }
}
