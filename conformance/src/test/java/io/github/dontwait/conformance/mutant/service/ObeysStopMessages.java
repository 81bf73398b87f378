package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;

/** Ends when a peer sends STOP: whoever can connect can end the service. */
@Kills(rule = "SHD-09", says = "after a peer has sent [[ \"STOP\" ]")
final class ObeysStopMessages extends ModelService {

    @Override
    protected void onEcho(Request request) {
        if ("STOP".equals(request.word(0))) {
            stop();
        }
        super.onEcho(request);
    }
}
