package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;

/** Never comes back from its second piece of work: the first one did not give its lock back. */
@Kills(rule = "NBL-11", says = "piece 2")
final class WorksOnce extends ModelService {

    private boolean isTaken;

    @Override
    protected void onWork(Request request, int millis) {
        if (isTaken) {
            hang();
        }
        isTaken = millis > 1;
        super.onWork(request, millis);
    }
}
