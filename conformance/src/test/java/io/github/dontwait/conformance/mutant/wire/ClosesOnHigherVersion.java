package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Talks to version 3 only, instead of going on with its own version. */
@Kills(rule = "WIRE-03", says = "whose greeting says version 4.0")
final class ClosesOnHigherVersion extends MiniRouter {

    @Override
    protected boolean acceptsVersion(int major, int minor) {
        return major == 3;
    }
}
