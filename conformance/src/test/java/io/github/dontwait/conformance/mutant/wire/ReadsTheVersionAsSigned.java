package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Takes version 255 for -1. */
@Kills(rule = "WIRE-03", says = "whose greeting says version 255.255")
final class ReadsTheVersionAsSigned extends MiniRouter {

    @Override
    protected boolean acceptsVersion(int major, int minor) {
        return (byte) major >= 3;
    }
}
