package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ProtocolFault;

/** Takes a long form where the short one would do for an error. */
@Kills(rule = "WIRE-14", says = "alice")
final class RefusesSmallBodiesInTheLongForm extends MiniRouter {

    private int flags;

    @Override
    protected void checkFlags(Link link, int octet) {
        flags = octet;
        super.checkFlags(link, octet);
    }

    @Override
    protected void checkSize(Link link, long size) {
        super.checkSize(link, size);
        if ((flags & LONG) != 0 && size < 256) {
            throw new ProtocolFault("a small body in the long form");
        }
    }
}
