package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Counts the milliseconds of a time to live in 16 bits. */
@Kills(rule = "HBT-04", says = "tenths of a second) to keep its connection for 1000 ms")
final class KeepsTheTimeToLiveInSixteenBits extends MiniRouter {

    @Override
    protected void expectTraffic(Link link, long millis) {
        super.expectTraffic(link, link.phase() == Link.Phase.TRAFFIC ? millis & 0xffff : millis);
    }
}
