package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Stays without a server once its connection was lost. */
@Kills(rule = "CLI-08", says = "the client to come back")
@Kills(rule = "REC-04", says = "the client to connect again")
final class NeverReconnects extends MiniDealer {

    private volatile boolean isLost;

    @Override
    protected void onClosed(Link closed) {
        isLost = true;
        super.onClosed(closed);
    }

    @Override
    protected boolean isWillingToConnect() {
        return !isLost;
    }
}
