package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.nio.ByteBuffer;
import java.util.Map;

/** Copies as many octets as a property declares; the index error ends its I/O thread. */
@Kills(rule = "SEC-06", says = "malformed")
@Kills(rule = "WIRE-11", says = "after one whose READY has")
final class TrustsPropertySizes extends MiniRouter {

    @Override
    protected Map<String, byte[]> parseProperties(byte[] octets) {
        for (int at = 0; at < octets.length; ) {
            int size = at + 1 + octets[at];
            at = Math.addExact(size + 4, ByteBuffer.wrap(octets).getInt(size));
            if (at > octets.length) {
                throw new ArrayIndexOutOfBoundsException(at);
            }
        }
        return super.parseProperties(octets);
    }

    @Override
    protected void onFailure(Link link, Throwable why) {
        if (why instanceof IndexOutOfBoundsException fault) {
            throw fault;
        }
        super.onFailure(link, why);
    }
}
