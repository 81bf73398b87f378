package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Answers all that still comes in before it stops, and more keeps coming. */
@Kills(rule = "SHD-02", says = "it still runs")
final class DrainsWithoutEnd extends ModelService {

    @Override
    protected void shutOut() {}

    @Override
    protected void finish() {
        for (Incoming message = router().receive(); message != null; message = router().receive()) {
            onMessage(message);
        }
        super.finish();
    }
}
