package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ProtocolFault;

/** Lets the error of a greeting end its I/O thread. */
@Kills(rule = "WIRE-20", says = "bystander")
final class DiesOfNoise extends MiniRouter {

    @Override
    protected void onFailure(Link link, Throwable why) {
        if (link.phase() == Link.Phase.GREETING && why instanceof ProtocolFault fault) {
            throw fault;
        }
        super.onFailure(link, why);
    }
}
