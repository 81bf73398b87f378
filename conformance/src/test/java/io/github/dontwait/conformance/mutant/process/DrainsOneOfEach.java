package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Answers one more request of each peer and ends. */
@Kills(rule = "SHD-15", says = "are missing")
final class DrainsOneOfEach extends ModelService {

    @Override
    protected void drain(long endNanos) {
        for (int i = 0; i < knownPeers().size(); i++) {
            Incoming message = router().receive();
            if (message != null) {
                onMessage(message);
            }
        }
    }
}
