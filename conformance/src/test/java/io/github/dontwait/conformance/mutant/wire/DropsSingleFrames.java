package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.List;

/** Sends frame by frame, and leaves out those for which there is no room. */
@Kills(rule = "BKP-02", says = "only whole replies")
final class DropsSingleFrames extends MiniRouter {

    @Override
    protected boolean onFull(Link link, List<byte[]> frames) {
        enqueue(link, frames.subList(0, 1));
        return true;
    }
}
