package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Hands on the first frames of a message when its connection ends. */
@Kills(rule = "WIRE-15", says = "no message that was cut off")
final class DeliversWhatWasCutOff extends MiniRouter {

    @Override
    protected void onClosed(Link link) {
        if (!link.parts().isEmpty()) {
            onMessage(link, link.parts());
        }
        super.onClosed(link);
    }
}
