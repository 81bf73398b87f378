package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;

/** Answers a little before the time. */
@Kills(rule = "NBL-10", says = "it came after")
final class DefersTooShort extends ModelService {

    @Override
    protected void defer(Request request, long dueNanos) {
        super.defer(request, dueNanos - 60_000_000);
    }
}
