package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.List;

/** Takes each frame for a message. */
@Kills(rule = "WIRE-15", says = "its message had not ended yet")
final class ServesFrameByFrame extends MiniRouter {

    @Override
    protected void onPart(Link link, byte[] body, boolean more) {
        onMessage(link, List.of(body));
    }
}
