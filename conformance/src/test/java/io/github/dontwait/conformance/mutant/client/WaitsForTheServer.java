package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Starts its clock when the connection stands. */
@Kills(rule = "CLI-07", says = "nobody listens")
final class WaitsForTheServer extends ModelClient {

    @Override
    protected void fillWindow() {
        while (!dealer().isConnected() && !isStopping()) {
            occupy(1);
        }
        super.fillWindow();
    }
}
