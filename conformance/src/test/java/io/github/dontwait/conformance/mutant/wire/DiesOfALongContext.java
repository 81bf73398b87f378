package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Copies the context of a PING into 16 octets; the index error ends its I/O thread. */
@Kills(rule = "HBT-05", says = "bystander")
final class DiesOfALongContext extends MiniRouter {

    @Override
    protected void onCommand(Link link, String name, byte[] data) {
        if (name.equals("PING")) {
            System.arraycopy(data, 2, new byte[16], 0, data.length - 2);
        }
        super.onCommand(link, name, data);
    }

    @Override
    protected void onFailure(Link link, Throwable why) {
        if (why instanceof ArrayIndexOutOfBoundsException fault) {
            throw fault;
        }
        super.onFailure(link, why);
    }
}
