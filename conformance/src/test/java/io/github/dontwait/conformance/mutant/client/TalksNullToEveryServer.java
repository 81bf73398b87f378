package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Does not look at the mechanism of its server. */
@Kills(rule = "WIRE-04", says = "to be disconnected")
final class TalksNullToEveryServer extends MiniDealer {

    @Override
    protected boolean acceptsMechanism(byte[] mechanism) {
        return true;
    }
}
