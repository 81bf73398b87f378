package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import org.jspecify.annotations.Nullable;

/** Takes any peer for a DEALER. */
@Kills(rule = "WIRE-07", says = "may not talk to a ROUTER")
@Kills(rule = "WIRE-23", says = "to be disconnected")
final class TalksToEverySocketType extends MiniRouter {

    @Override
    protected boolean acceptsSocketType(@Nullable String type) {
        return true;
    }
}
