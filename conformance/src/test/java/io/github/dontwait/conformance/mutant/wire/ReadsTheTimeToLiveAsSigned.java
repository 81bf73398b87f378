package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Reads a time to live as a signed number: a long one is over before it has begun. */
@Kills(rule = "HBT-04", says = "tenths of a second) to keep its connection for 1000 ms")
final class ReadsTheTimeToLiveAsSigned extends MiniRouter {

    @Override
    protected void onPing(Link link, int deciseconds, byte[] context) {
        super.onPing(link, deciseconds, context);
        if ((short) deciseconds < 0) {
            expectTraffic(link, (short) deciseconds * 100L);
        }
    }
}
