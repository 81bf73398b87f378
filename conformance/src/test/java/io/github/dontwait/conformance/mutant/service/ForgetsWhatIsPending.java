package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;

/** Begins afresh when a handler has thrown: the deferred replies are gone. */
@Kills(rule = "ENV-08", says = "pending")
final class ForgetsWhatIsPending extends ModelService {

    @Override
    protected void onHandlerFailure(Request request, RuntimeException why) {
        deferred().clear();
        super.onHandlerFailure(request, why);
    }
}
