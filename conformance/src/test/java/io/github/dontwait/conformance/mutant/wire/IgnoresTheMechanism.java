package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Talks NULL to everybody, whatever they asked for. */
@Kills(rule = "WIRE-04", says = "to be disconnected")
final class IgnoresTheMechanism extends MiniRouter {

    @Override
    protected boolean acceptsMechanism(byte[] mechanism) {
        return true;
    }
}
