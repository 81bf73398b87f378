package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;

/** Does not count the replies that tell of an error. */
@Kills(rule = "NBL-12", says = "it grew by 16")
final class LeavesErrorsOut extends ModelService {

    private long errors;

    @Override
    protected void onHandlerFailure(Request request, RuntimeException why) {
        errors++;
        super.onHandlerFailure(request, why);
    }

    @Override
    protected long handled() {
        return super.handled() - errors;
    }
}
