package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Serves after the request in hand all that has come meanwhile, however long after the stop request. */
@Kills(rule = "SHD-07", says = "nothing that is sent 300 ms or more after the stop request")
final class ServesWhatPiledUp extends ModelService {

    @Override
    protected void shutOut() {}
}
