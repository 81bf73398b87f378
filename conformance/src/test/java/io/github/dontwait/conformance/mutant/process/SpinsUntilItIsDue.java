package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Does not rest while a deferred reply is pending, so as not to miss the moment. */
@Kills(rule = "NBL-09", says = "while a deferred reply is pending")
final class SpinsUntilItIsDue extends ModelService {

    @Override
    protected void idle(long nanos) {
        if (deferred().isEmpty()) {
            super.idle(nanos);
        }
    }
}
