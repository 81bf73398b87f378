package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.List;

/** Ends the connection of a peer whose queue is full. */
@Kills(rule = "BKP-03", says = "closed")
final class DisconnectsSlowPeers extends MiniRouter {

    @Override
    protected boolean onFull(Link link, List<byte[]> frames) {
        later(() -> close(link));
        return false;
    }
}
