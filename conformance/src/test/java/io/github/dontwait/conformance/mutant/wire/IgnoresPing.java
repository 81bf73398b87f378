package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Knows no PING. */
@Kills(rule = "HBT-01", says = "to receive PONG")
final class IgnoresPing extends MiniRouter {

    @Override
    protected void onPing(Link link, int deciseconds, byte[] context) {}
}
