package io.github.dontwait.conformance.mutant.service;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Rests twice as long after each look that found nothing, up to half a second. */
@Kills(rule = "NBL-01", says = "in the last 1.4 s")
final class DozesOff extends ModelService {

    private long restMillis = 1;

    @Override
    protected void onMessage(Incoming message) {
        restMillis = 1;
        super.onMessage(message);
    }

    @Override
    protected long longestRestNanos() {
        restMillis = Math.min(500, 2 * restMillis);
        return MILLISECONDS.toNanos(restMillis);
    }
}
