package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Looks for due answers only when a message comes, and none may. */
@Kills(rule = "NBL-10", says = "sooner")
final class ForgetsDueAnswersWhileIdle extends ModelService {

    @Override
    protected void doDuties(long nowNanos) {}

    @Override
    protected void onMessage(Incoming message) {
        super.onMessage(message);
        sendDue(System.nanoTime());
    }
}
