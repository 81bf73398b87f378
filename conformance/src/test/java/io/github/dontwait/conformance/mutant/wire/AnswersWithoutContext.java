package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Sends an empty PONG, whatever the PING said. */
@Kills(rule = "HBT-01", says = "received the command PONG")
final class AnswersWithoutContext extends MiniRouter {

    @Override
    protected void onPing(Link link, int deciseconds, byte[] context) {
        super.onPing(link, deciseconds, new byte[0]);
    }
}
