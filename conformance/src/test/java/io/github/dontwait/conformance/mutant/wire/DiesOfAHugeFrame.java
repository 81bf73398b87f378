package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Takes memory for what a header declares; the error ends its I/O thread. */
@Kills(rule = "WIRE-19", says = "the bystander")
final class DiesOfAHugeFrame extends MiniRouter {

    @Override
    protected void checkSize(Link link, long size) {}

    @Override
    protected byte[] allocate(long size) {
        return new byte[Math.toIntExact(size)];
    }

    @Override
    protected void onFailure(Link link, Throwable why) {
        if (why instanceof ArithmeticException fault) {
            throw fault;
        }
        super.onFailure(link, why);
    }
}
