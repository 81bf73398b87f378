package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Compares the lower 32 bits of a size with its limit. */
@Kills(rule = "WIRE-22", says = "the header of a message of 4294967297 octets")
final class LimitsTheLowerHalfOfASize extends MiniRouter {

    @Override
    protected void checkSize(Link link, long size) {
        super.checkSize(link, size < 0 ? size : size & 0xffff_ffffL);
    }
}
