package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Closes its socket from the signal handler, and so loses the reply that the loop is working on. */
@Kills(rule = "SHD-14", says = "in hand")
final class ClosesFromTheHandler extends ModelService {

    @Override
    public void onStopRequest() {
        die(0);
    }
}
