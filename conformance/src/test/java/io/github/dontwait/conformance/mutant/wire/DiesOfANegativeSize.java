package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Reads a size as a signed number, and makes an array of it; the error ends its I/O thread. */
@Kills(rule = "WIRE-22", says = "bystander")
final class DiesOfANegativeSize extends MiniRouter {

    @Override
    protected void checkSize(Link link, long size) {
        super.checkSize(link, Math.max(0, size));
    }

    @Override
    protected void onFailure(Link link, Throwable why) {
        if (why instanceof NegativeArraySizeException fault) {
            throw fault;
        }
        super.onFailure(link, why);
    }
}
