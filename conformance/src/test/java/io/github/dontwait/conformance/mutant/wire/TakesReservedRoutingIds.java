package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Looks at the size of a routing id only. */
@Kills(rule = "IDN-05", says = "00616263, which begins with 0")
final class TakesReservedRoutingIds extends MiniRouter {

    @Override
    protected boolean acceptsRoutingId(byte[] announced) {
        return announced.length <= 255;
    }
}
