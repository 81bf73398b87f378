package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Keeps a peer that was silent for longer than it promised. */
@Kills(rule = "HBT-03", says = "the connection is still open")
final class IgnoresTheTimeToLive extends MiniRouter {

    @Override
    protected void onPing(Link link, int deciseconds, byte[] context) {
        super.onPing(link, 0, context);
    }
}
