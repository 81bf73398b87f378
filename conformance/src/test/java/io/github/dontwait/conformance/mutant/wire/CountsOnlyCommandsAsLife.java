package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Closes on a peer that sends messages and no commands. */
@Kills(rule = "HBT-03", says = "a message each 90 ms) to keep its connection")
final class CountsOnlyCommandsAsLife extends MiniRouter {

    @Override
    protected void onTraffic(Link link) {}

    @Override
    protected void onCommand(Link link, String name, byte[] data) {
        super.onTraffic(link);
        super.onCommand(link, name, data);
    }
}
