package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Leaves SIGTERM to the runtime, which ends it at once. */
@Kills(rule = "SHD-01", says = "signal 15", asProcess = true)
final class DiesOfSigterm extends ModelService {

    @Override
    public void onStopRequest() {
        die(143);
    }
}
