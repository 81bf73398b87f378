package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends the reply that found no room twice when there is room again. */
@Kills(rule = "BKP-02", says = "next came the reply to request")
final class RepeatsAfterRoom extends MiniRouter {

    private @Nullable List<byte[]> unsent;

    @Override
    protected boolean onFull(Link link, List<byte[]> frames) {
        unsent = frames;
        return false;
    }

    @Override
    public boolean send(byte[] routingId, List<byte[]> frames) {
        boolean isSent = super.send(routingId, frames);
        // A repetition that found no room itself is made up for later: the mutant must not depend on luck.
        if (isSent && unsent != null && super.send(routingId, frames)) {
            unsent = null;
        }
        return isSent;
    }
}
