package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;

/** Waits in place for what is due soon, and looks for the rest only when a message comes. */
@Kills(rule = "NBL-10", says = "later")
final class ForgetsDueAnswersWhileIdle extends ModelService {

    @Override
    protected void onDefer(Request request, int millis) {
        if (millis < 10) {
            occupy(millis);
            reply(request, request.frames());
        } else {
            super.onDefer(request, millis);
        }
    }

    @Override
    protected void idle(long nanos) {
        router().awaitInput(Long.MAX_VALUE);
    }
}
