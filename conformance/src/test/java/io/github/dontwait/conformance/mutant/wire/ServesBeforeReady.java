package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.Map;

/** Hands a message on that comes instead of READY. */
@Kills(rule = "WIRE-12", says = "the handshake was not done")
final class ServesBeforeReady extends MiniRouter {

    @Override
    protected void onHandshakeFrame(Link link, int flags, byte[] body) {
        if ((flags & COMMAND) == 0) {
            onReady(link, Map.of());
            onPart(link, body, (flags & MORE) != 0);
        } else {
            super.onHandshakeFrame(link, flags, body);
        }
    }
}
