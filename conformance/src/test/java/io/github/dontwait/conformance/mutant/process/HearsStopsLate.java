package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Installs its handler a while after READY: a stop request until then is the runtime's. */
@Kills(rule = "SHD-08", says = "right after READY to end with exit code 0")
final class HearsStopsLate extends ModelService {

    private long readyNanos;

    @Override
    protected void announce(String endpoint) {
        readyNanos = System.nanoTime();
        super.announce(endpoint);
    }

    @Override
    public void onStopRequest() {
        if (System.nanoTime() - readyNanos < 50_000_000) {
            die(143);
        }
        super.onStopRequest();
    }
}
