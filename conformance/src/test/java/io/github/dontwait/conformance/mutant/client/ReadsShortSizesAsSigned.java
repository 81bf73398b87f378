package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Takes a short frame of 128 octets or more for one of a negative size. */
@Kills(rule = "WIRE-14", says = "to receive the next request")
final class ReadsShortSizesAsSigned extends MiniDealer {

    @Override
    protected void checkSize(Link link, long size) {
        super.checkSize(link, size < 256 ? (byte) size : size);
    }
}
