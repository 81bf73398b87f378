package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Looks at the three flags that it knows. */
@Kills(rule = "WIRE-18", says = "a message with the flags 08")
final class IgnoresReservedFlags extends MiniRouter {

    @Override
    protected void checkFlags(Link link, int flags) {
        super.checkFlags(link, flags & (MORE | LONG | COMMAND));
    }
}
