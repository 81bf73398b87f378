package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Ends requests at half their time. */
@Kills(rule = "CLI-04", says = "it ended after")
final class GivesUpEarly extends ModelClient {

    @Override
    protected long timeoutNanos() {
        return super.timeoutNanos() / 2;
    }
}
