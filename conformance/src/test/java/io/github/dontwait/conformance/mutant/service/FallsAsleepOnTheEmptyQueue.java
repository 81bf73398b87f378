package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Lives on after an empty queue, and never looks at it again. */
@Kills(rule = "NBL-03", says = "late")
final class FallsAsleepOnTheEmptyQueue extends ModelService {

    @Override
    protected void idle(long nanos) {
        super.idle(nanos);
        if (turns() > 2) {
            hang();
        }
    }
}
