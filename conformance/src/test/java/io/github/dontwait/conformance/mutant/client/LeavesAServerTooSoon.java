package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Reads the time to live in hundredths of a second. */
@Kills(rule = "HBT-03", says = "disconnected")
final class LeavesAServerTooSoon extends MiniDealer {

    @Override
    protected void expectTraffic(Link link, long millis) {
        super.expectTraffic(link, link.phase() == Link.Phase.TRAFFIC ? millis / 10 : millis);
    }
}
