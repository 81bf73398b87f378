package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Counts the milliseconds of a time to live in 16 bits. */
@Kills(rule = "HBT-04", says = "a time to live of 656 tenths")
final class KeepsTheTimeToLiveInSixteenBits extends MiniRouter {

    @Override
    protected void expectTraffic(Link link, long millis) {
        super.expectTraffic(link, link.phase() == Link.Phase.TRAFFIC ? millis & 0xffff : millis);
    }
}
