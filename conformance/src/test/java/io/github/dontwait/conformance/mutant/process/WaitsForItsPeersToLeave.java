package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Ends when nobody is connected any more. */
@Kills(rule = "SHD-18", says = "it still runs")
final class WaitsForItsPeersToLeave extends ModelService {

    @Override
    protected void flush(long endNanos) {
        super.flush(endNanos);
        while (knownPeers().values().stream().anyMatch(peer -> router().isConnected(peer.routingId()))) {
            occupy(10);
        }
    }
}
