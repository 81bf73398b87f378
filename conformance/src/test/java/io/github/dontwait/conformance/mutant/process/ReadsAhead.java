package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Takes in whatever comes while it is at work. */
@Kills(rule = "BKP-04", says = "its memory grew on and on")
final class ReadsAhead extends MiniRouter {

    @Override
    protected boolean isFull(Link link) {
        return false;
    }
}
