package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Ends when all its requests have left, as a linger of -1 does. */
@Kills(rule = "SHD-11", says = "it still runs")
final class WaitsForUnsentRequests extends ModelClient {

    @Override
    protected void disconnect() {
        while (dealer().hasUnsent()) {
            occupy(10);
        }
        super.disconnect();
    }
}
