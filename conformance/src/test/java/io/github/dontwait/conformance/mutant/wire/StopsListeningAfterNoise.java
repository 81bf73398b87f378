package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Lets the error of a greeting end its accept loop. */
@Kills(rule = "WIRE-20", says = "newcomer")
final class StopsListeningAfterNoise extends MiniRouter {

    private boolean isDeaf;

    @Override
    protected void onFailure(Link link, Throwable why) {
        isDeaf |= link.phase() == Link.Phase.GREETING;
        super.onFailure(link, why);
    }

    @Override
    protected void onAcceptable() {
        if (!isDeaf) {
            super.onAcceptable();
        }
    }
}
