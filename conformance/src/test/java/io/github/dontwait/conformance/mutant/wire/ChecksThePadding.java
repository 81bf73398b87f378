package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Compares the whole signature with a constant, the padding too. */
@Kills(rule = "WIRE-02", says = "has the padding 0000000000000001")
final class ChecksThePadding extends MiniRouter {

    @Override
    protected boolean acceptsSignature(byte[] greeting) {
        for (int i = 1; i <= 8; i++) {
            if (greeting[i] != 0) {
                return false;
            }
        }
        return super.acceptsSignature(greeting);
    }
}
