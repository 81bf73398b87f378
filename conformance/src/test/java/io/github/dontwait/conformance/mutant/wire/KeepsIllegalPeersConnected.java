package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Neither answers nor disconnects a peer of an illegal socket type. */
@Kills(rule = "WIRE-23", says = "the connection is still open")
final class KeepsIllegalPeersConnected extends MiniRouter {

    @Override
    protected void refuse(Link link, String reason) {
        link.mute();
    }
}
