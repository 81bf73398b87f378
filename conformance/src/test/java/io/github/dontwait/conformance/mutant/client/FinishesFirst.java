package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Ends only when all its requests have ended. */
@Kills(rule = "CLI-13", says = "it still runs")
final class FinishesFirst extends ModelClient {

    @Override
    public void onStopRequest() {}
}
