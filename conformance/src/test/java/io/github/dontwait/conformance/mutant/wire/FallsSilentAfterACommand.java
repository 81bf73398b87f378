package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Neither listens nor closes after an unknown command. */
@Kills(rule = "WIRE-16", says = "received nothing; the connection is open")
final class FallsSilentAfterACommand extends MiniRouter {

    @Override
    protected void onCommand(Link link, String name, byte[] data) {
        super.onCommand(link, name, data);
        if (!name.equals("PING") && !name.equals("PONG")) {
            link.mute();
        }
    }
}
