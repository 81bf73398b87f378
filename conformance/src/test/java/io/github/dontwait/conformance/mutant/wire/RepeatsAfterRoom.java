package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers which peer had no room, and sends that one its next reply twice when there is room again. */
@Kills(rule = "BKP-02", says = "next came the reply to request")
final class RepeatsAfterRoom extends MiniRouter {

    private byte @Nullable [] sending;
    private byte @Nullable [] full;

    @Override
    protected boolean onFull(Link link, List<byte[]> frames) {
        full = sending;
        return false;
    }

    @Override
    public boolean send(byte[] routingId, List<byte[]> frames) {
        sending = routingId;
        boolean isSent = super.send(routingId, frames);
        // A repetition that found no room itself is made up for later: the mutant must not depend on luck.
        if (isSent && Arrays.equals(full, routingId) && super.send(routingId, frames)) {
            full = null;
        }
        return isSent;
    }
}
