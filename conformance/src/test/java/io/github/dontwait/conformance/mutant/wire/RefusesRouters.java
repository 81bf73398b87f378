package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.Set;

/** Takes a ROUTER for an illegal peer. */
@Kills(rule = "WIRE-08", says = "router (routing id")
final class RefusesRouters extends MiniRouter {

    @Override
    protected Set<String> partners() {
        return Set.of("DEALER", "REQ");
    }
}
