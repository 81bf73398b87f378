package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Does not look at the routing id that a peer announces. */
@Kills(rule = "IDN-05", says = "00616263, which begins with 0")
final class TakesAnyRoutingId extends MiniRouter {

    @Override
    protected boolean acceptsRoutingId(byte[] announced) {
        return true;
    }
}
