package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.nio.ByteBuffer;
import java.util.List;

/** One read gives one message at most; what follows it is lost. */
@Kills(rule = "WIRE-13", says = "bulk")
final class DropsTheRestOfARead extends MiniRouter {

    private boolean hasMessage;

    @Override
    protected void onOctets(Link link, ByteBuffer octets) {
        hasMessage = false;
        super.onOctets(link, octets);
    }

    @Override
    protected void onMessage(Link link, List<byte[]> frames) {
        if (!hasMessage) {
            super.onMessage(link, frames);
        }
        hasMessage = true;
    }
}
