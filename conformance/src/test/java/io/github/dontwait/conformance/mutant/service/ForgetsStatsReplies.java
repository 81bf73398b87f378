package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;

/** Leaves its replies to $stats out of what it says to have handled. */
@Kills(rule = "NBL-12", says = "\"handled\" to grow by 17")
final class ForgetsStatsReplies extends ModelService {

    private long asked;

    @Override
    protected void onStats(Request request) {
        super.onStats(request);
        asked++;
    }

    @Override
    protected long handled() {
        return super.handled() - asked;
    }
}
