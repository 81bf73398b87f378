package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Gives a peer a tenth of the time. */
@Kills(rule = "HBT-03", says = "it was disconnected after")
final class ReadsTheTimeToLiveAsCentiseconds extends MiniRouter {

    @Override
    protected void expectTraffic(Link link, long millis) {
        super.expectTraffic(link, link.phase() == Link.Phase.TRAFFIC ? millis / 10 : millis);
    }
}
