package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Looks at the first octet of a routing id only. */
@Kills(rule = "IDN-05", says = "of 256 octets")
final class TakesLongRoutingIds extends MiniRouter {

    @Override
    protected boolean acceptsRoutingId(byte[] announced) {
        return announced.length == 0 || announced[0] != 0;
    }
}
