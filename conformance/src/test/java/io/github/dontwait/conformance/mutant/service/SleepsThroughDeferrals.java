package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;

/** Waits in the loop instead of noting when the answer is due. */
@Kills(rule = "NBL-10", says = "at once")
@Kills(rule = "HBT-14", says = "while deferred answers are pending")
final class SleepsThroughDeferrals extends ModelService {

    @Override
    protected void onDefer(Request request, int millis) {
        occupy(millis);
        reply(request, request.frames());
    }
}
