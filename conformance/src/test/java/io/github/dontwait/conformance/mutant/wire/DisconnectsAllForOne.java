package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Starts afresh, without any of its peers, when one of them speaks no ZMTP. */
@Kills(rule = "WIRE-20", says = "bystander")
final class DisconnectsAllForOne extends MiniRouter {

    private final List<Link> peers = new ArrayList<>();

    @Override
    protected void onAccepted(SocketChannel channel) throws IOException {
        peers.add(adopt(channel));
    }

    @Override
    protected void onFailure(Link link, Throwable why) {
        if (link.phase() == Link.Phase.GREETING) {
            peers.forEach(this::close);
            peers.clear();
        }
        super.onFailure(link, why);
    }
}
