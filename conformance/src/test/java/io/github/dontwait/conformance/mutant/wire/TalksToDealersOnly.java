package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.Set;

/** Refuses REQ and ROUTER peers. */
@Kills(rule = "WIRE-08", says = "req (routing id")
final class TalksToDealersOnly extends MiniRouter {

    @Override
    protected Set<String> partners() {
        return Set.of("DEALER");
    }
}
