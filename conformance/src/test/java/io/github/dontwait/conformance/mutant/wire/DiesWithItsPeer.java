package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Lets the error of one connection end its I/O thread, as JeroMQ does for some. */
@Kills(rule = "REC-01", says = "bystander")
final class DiesWithItsPeer extends MiniRouter {

    @Override
    protected void onFailure(Link link, Throwable why) {
        throw new IllegalStateException("connection reset by peer", why);
    }
}
