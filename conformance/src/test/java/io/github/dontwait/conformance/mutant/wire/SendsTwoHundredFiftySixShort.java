package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Writes the size 256 into one octet, where it becomes 0. */
@Kills(rule = "WIRE-14", says = "alice")
final class SendsTwoHundredFiftySixShort extends MiniRouter {

    @Override
    protected byte[] frameHeader(int flags, int size) {
        return size == 256 ? new byte[] {(byte) flags, (byte) size} : super.frameHeader(flags, size);
    }
}
