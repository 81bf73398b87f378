package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;
import java.util.List;

/** Listens no more after an unknown command. */
@Kills(rule = "WIRE-16", says = "to receive request 2 or be disconnected")
final class FallsSilentAfterAServersCommand extends MiniDealer {

    private boolean isDeaf;

    @Override
    protected void onCommand(Link link, String name, byte[] data) {
        super.onCommand(link, name, data);
        isDeaf |= !name.equals("PING") && !name.equals("PONG");
    }

    @Override
    protected void onMessage(Link link, List<byte[]> frames) {
        if (!isDeaf) {
            super.onMessage(link, frames);
        }
    }
}
