package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends the latest reply to each peer once more when it stops, in case it was lost. */
@Kills(rule = "SHD-05", says = "answered twice")
final class RepeatsItsLastReplies extends ModelService {

    private final Map<ByteBuffer, List<byte[]>> latest = new HashMap<>();

    @Override
    protected void send(byte[] routingId, List<byte[]> frames) {
        latest.put(ByteBuffer.wrap(routingId), frames);
        super.send(routingId, frames);
    }

    @Override
    protected void drain(long endNanos) {
        super.drain(endNanos);
        for (Peer peer : knownPeers().values()) {
            List<byte[]> frames = latest.get(ByteBuffer.wrap(peer.routingId()));
            if (frames != null) {
                super.send(peer.routingId(), frames);
            }
        }
    }
}
