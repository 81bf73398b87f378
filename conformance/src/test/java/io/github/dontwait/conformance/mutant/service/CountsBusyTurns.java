package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Counts the turns that found a message instead of those that found none. */
@Kills(rule = "NBL-01", says = "it turned")
final class CountsBusyTurns extends ModelService {

    private long messages;

    @Override
    protected void onMessage(Incoming message) {
        messages++;
        super.onMessage(message);
    }

    @Override
    protected long turns() {
        return messages;
    }
}
