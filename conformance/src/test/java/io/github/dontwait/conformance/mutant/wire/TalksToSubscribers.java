package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.Set;

/** Takes SUB peers too, and their subscriptions for requests. */
@Kills(rule = "WIRE-07", says = "Socket-Type=\"SUB\") to get no reply")
final class TalksToSubscribers extends MiniRouter {

    @Override
    protected Set<String> partners() {
        return Set.of("REQ", "DEALER", "ROUTER", "SUB");
    }
}
