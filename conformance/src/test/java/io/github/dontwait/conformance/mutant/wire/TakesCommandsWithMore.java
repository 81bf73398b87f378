package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Takes a command with the flag MORE for a command. */
@Kills(rule = "WIRE-18", says = "PING with the flag MORE")
final class TakesCommandsWithMore extends MiniRouter {

    @Override
    protected void checkFlags(Link link, int flags) {
        super.checkFlags(link, (flags & COMMAND) != 0 ? flags & ~MORE : flags);
    }
}
