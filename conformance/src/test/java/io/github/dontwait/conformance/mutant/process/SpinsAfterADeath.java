package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.List;

/** Keeps the replies that found no room and tries again without a rest, also for a peer that has died. */
@Kills(rule = "NBL-06", says = "% of a core", asProcess = true)
final class SpinsAfterADeath extends ModelService {

    private boolean isKept;

    @Override
    protected void onUnsent(byte[] routingId, List<byte[]> frames) {
        isKept = true;
    }

    @Override
    protected void idle(long nanos) {
        super.idle(isKept ? 0 : nanos);
    }
}
