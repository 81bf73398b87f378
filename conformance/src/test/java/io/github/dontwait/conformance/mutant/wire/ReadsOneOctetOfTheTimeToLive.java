package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Looks at the lower octet of a time to live only. */
@Kills(rule = "HBT-04", says = "tenths of a second) to keep its connection for 1000 ms")
final class ReadsOneOctetOfTheTimeToLive extends MiniRouter {

    @Override
    protected void onPing(Link link, int deciseconds, byte[] context) {
        super.onPing(link, deciseconds & 0xff, context);
    }
}
