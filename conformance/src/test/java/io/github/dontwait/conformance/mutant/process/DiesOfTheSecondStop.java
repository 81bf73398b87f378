package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Takes a second stop request for an emergency. */
@Kills(rule = "SHD-08", says = "in hand at the stop request")
final class DiesOfTheSecondStop extends ModelService {

    @Override
    public void onStopRequest() {
        if (isStopping()) {
            die(130);
        }
        super.onStopRequest();
    }
}
