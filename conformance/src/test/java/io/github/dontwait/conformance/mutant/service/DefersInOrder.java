package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;

/** Answers deferrals in the order in which they came. */
@Kills(rule = "NBL-10", says = "sooner")
final class DefersInOrder extends ModelService {

    private long latestNanos = System.nanoTime();

    @Override
    protected void defer(Request request, long dueNanos) {
        latestNanos = Math.max(latestNanos, dueNanos);
        super.defer(request, latestNanos);
    }
}
