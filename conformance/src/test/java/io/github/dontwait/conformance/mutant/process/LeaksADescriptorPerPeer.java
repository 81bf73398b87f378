package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Keeps something open for each connection, also when that has gone. */
@Kills(rule = "REC-02", says = "its open descriptors")
final class LeaksADescriptorPerPeer extends MiniRouter {

    private final List<Pipe> open = new ArrayList<>();

    @Override
    protected void onAccepted(SocketChannel channel) throws IOException {
        open.add(Pipe.open());
        super.onAccepted(channel);
    }
}
