package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Begins a new message after a command. */
@Kills(rule = "WIRE-17", says = "alice")
final class ForgetsPartsAtACommand extends MiniRouter {

    @Override
    protected void onCommandFrame(Link link, byte[] body) {
        link.parts().clear();
        super.onCommandFrame(link, body);
    }
}
