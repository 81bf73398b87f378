package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Sends all deferred replies at the stop, due or not. */
@Kills(rule = "SHD-16", says = "before its time")
final class HurriesDeferredReplies extends ModelService {

    @Override
    protected void finishDeferred(long endNanos) {
        sendDue(endNanos);
    }
}
