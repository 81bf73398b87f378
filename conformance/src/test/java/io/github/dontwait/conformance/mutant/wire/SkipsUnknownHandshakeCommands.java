package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Goes on waiting for READY after another command. */
@Kills(rule = "WIRE-12", says = "who sent PING in the place of READY) to be disconnected")
final class SkipsUnknownHandshakeCommands extends MiniRouter {

    @Override
    protected void onHandshakeFrame(Link link, int flags, byte[] body) {
        if ((flags & COMMAND) == 0 || commandName(body).equals("READY")) {
            super.onHandshakeFrame(link, flags, body);
        }
    }
}
