package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.Arrays;

/** Ends each connection in the middle of a frame when it is asked to stop. */
@Kills(rule = "SHD-05", says = "its connection ended inside a message")
final class BreaksOffInsideAReply extends MiniRouter {

    private volatile boolean isBreakingOff;

    @Override
    public void seal() {
        isBreakingOff = true;
        super.seal();
    }

    @Override
    protected void write(Link link, byte[] octets) {
        if (isBreakingOff && octets.length > 20 && link.isOpen()) {
            super.write(link, Arrays.copyOf(octets, octets.length / 2));
            closeWhenSent(link);
        } else {
            super.write(link, octets);
        }
    }
}
