package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;

/** Answers a request for work at once. */
@Kills(rule = "NBL-11", says = "to keep the handler busy")
final class PretendsToWork extends ModelService {

    @Override
    protected void onWork(Request request, int millis) {
        reply(request, request.frames());
    }
}
