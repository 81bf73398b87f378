package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;

/** Ends without finishing what it works on. */
@Kills(rule = "SHD-14", says = "in hand")
final class AbandonsTheRequestInHand extends ModelService {

    @Override
    protected void onWork(Request request, int millis) {
        for (int done = 0; done < millis; done += 10) {
            occupy(10);
            if (isStopping()) {
                return;
            }
        }
        reply(request, request.frames());
    }
}
