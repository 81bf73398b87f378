package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes a peer whose queue was full for dead, and never answers it again. */
@Kills(rule = "BKP-03", says = "slow to be served again")
final class GivesUpOnSlowPeers extends ModelService {

    private final Set<ByteBuffer> dead = new HashSet<>();

    @Override
    protected void send(byte[] routingId, List<byte[]> frames) {
        if (!dead.contains(ByteBuffer.wrap(routingId))) {
            super.send(routingId, frames);
        }
    }

    @Override
    protected void onUnsent(byte[] routingId, List<byte[]> frames) {
        dead.add(ByteBuffer.wrap(routingId));
    }
}
