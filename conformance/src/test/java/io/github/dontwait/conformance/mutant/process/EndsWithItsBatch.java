package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Looks at the stop request when a batch is done, and drains nothing then. */
@Kills(rule = "SHD-15", says = "are missing")
final class EndsWithItsBatch extends ModelService {

    @Override
    protected void turn() {
        super.turn();
        for (int taken = 0; taken < batchSize(); taken++) {
            Incoming message = router().receive();
            if (message == null) {
                return;
            }
            onMessage(message);
        }
    }

    @Override
    protected void drain(long endNanos) {}
}
