package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniDealer;
import org.jspecify.annotations.Nullable;

/** Takes any peer for a ROUTER. */
@Kills(rule = "WIRE-07", says = "it printed \"REPLY 1")
final class TalksToEveryServer extends MiniDealer {

    @Override
    protected boolean acceptsSocketType(@Nullable String type) {
        return true;
    }
}
