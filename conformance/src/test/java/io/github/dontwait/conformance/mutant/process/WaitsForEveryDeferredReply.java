package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Ends when the last deferred reply was sent, however late that is due. */
@Kills(rule = "SHD-18", says = "it still runs")
final class WaitsForEveryDeferredReply extends ModelService {

    @Override
    protected void finishDeferred(long endNanos) {
        super.finishDeferred(Long.MAX_VALUE / 2 + System.nanoTime());
    }
}
