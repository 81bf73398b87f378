package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.List;

/** Answers what it drained twice. */
@Kills(rule = "SHD-15", says = "answered twice")
final class DrainsTwice extends ModelService {

    @Override
    protected void send(byte[] routingId, List<byte[]> frames) {
        super.send(routingId, frames);
        if (isStopping()) {
            super.send(routingId, frames);
        }
    }
}
