package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.nio.ByteBuffer;

/** Takes one read for whole frames: what is unfinished at its end is forgotten. */
@Kills(rule = "WIRE-13", says = "in two pieces")
final class ForgetsUnfinishedFrames extends MiniRouter {

    @Override
    protected void onOctets(Link link, ByteBuffer octets) {
        link.forgetFrameInProgress();
        super.onOctets(link, octets);
    }
}
