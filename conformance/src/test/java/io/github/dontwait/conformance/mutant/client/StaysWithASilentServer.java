package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Does not look at the time to live of a PING. */
@Kills(rule = "HBT-03", says = "the connection is still open")
final class StaysWithASilentServer extends MiniDealer {

    @Override
    protected void onPing(Link link, int deciseconds, byte[] context) {
        super.onPing(link, 0, context);
    }
}
