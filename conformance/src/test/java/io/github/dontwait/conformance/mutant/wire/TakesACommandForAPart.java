package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Puts a command between the frames of a message. */
@Kills(rule = "WIRE-17", says = "alice")
final class TakesACommandForAPart extends MiniRouter {

    @Override
    protected void onCommandFrame(Link link, byte[] body) {
        if (!link.parts().isEmpty()) {
            link.parts().add(body);
        }
        super.onCommandFrame(link, body);
    }
}
