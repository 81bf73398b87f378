package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.Arrays;

/** Cuts a frame of 65536 octets or more off, as if its size had 16 bits. */
@Kills(rule = "WIRE-14", says = "alice")
final class KeepsSixteenBitsOfASize extends MiniRouter {

    @Override
    protected void onPart(Link link, byte[] body, boolean more) {
        super.onPart(link, Arrays.copyOf(body, body.length & 0xffff), more);
    }
}
