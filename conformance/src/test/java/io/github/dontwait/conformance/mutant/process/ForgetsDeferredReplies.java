package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Drops all deferred replies at the stop. */
@Kills(rule = "SHD-16", says = "to be sent before the end")
final class ForgetsDeferredReplies extends ModelService {

    @Override
    protected void finishDeferred(long endNanos) {
        deferred().clear();
    }
}
