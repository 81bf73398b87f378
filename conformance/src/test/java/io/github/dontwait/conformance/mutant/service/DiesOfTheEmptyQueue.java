package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Takes EAGAIN for a fatal error, once it has been left alone for some turns. */
@Kills(rule = "NBL-03", says = "ended by itself")
final class DiesOfTheEmptyQueue extends ModelService {

    @Override
    protected void idle(long nanos) {
        if (turns() > 2) {
            throw new IllegalStateException("zmq.error.Again: Resource temporarily unavailable");
        }
        super.idle(nanos);
    }
}
