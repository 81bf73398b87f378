package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Takes ERROR in the handshake for any lost connection. */
@Kills(rule = "WIRE-21", says = "it came back after each of 3 refusals")
final class ComesBackAfterError extends MiniDealer {

    @Override
    protected boolean isWillingToConnect() {
        return true;
    }
}
