package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Knows the padding of zeros, and that of a library without a routing id. */
@Kills(rule = "WIRE-02", says = "has the padding 0000000000000006")
final class KnowsOnlyItsOwnPadding extends MiniRouter {

    @Override
    protected boolean acceptsSignature(byte[] greeting) {
        for (int i = 1; i <= 7; i++) {
            if (greeting[i] != 0) {
                return false;
            }
        }
        return greeting[8] <= 1 && super.acceptsSignature(greeting);
    }
}
