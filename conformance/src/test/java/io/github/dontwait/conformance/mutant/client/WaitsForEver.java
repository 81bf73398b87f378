package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Receives without a time-out: never gives a request up. */
@Kills(rule = "CLI-04", says = "TIMEOUT 1")
final class WaitsForEver extends ModelClient {

    @Override
    protected void expire(long nowNanos) {}
}
