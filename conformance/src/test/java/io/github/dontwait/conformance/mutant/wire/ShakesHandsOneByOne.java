package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Talks to nobody while a handshake is under way. */
@Kills(rule = "NBL-05", says = "late")
final class ShakesHandsOneByOne extends MiniRouter {

    private final List<SocketChannel> waiting = new ArrayList<>();
    private @Nullable Link shaking;

    @Override
    protected void onAccepted(SocketChannel channel) throws IOException {
        if (shaking != null && shaking.isOpen() && shaking.phase() != Link.Phase.TRAFFIC) {
            waiting.add(channel);
        } else {
            shaking = adopt(channel);
        }
    }
}
