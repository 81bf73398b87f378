package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Counts every request's time from the last time-out, so that those of a full window end one after the other. */
@Kills(rule = "CLI-04", says = "request 2")
final class StartsTheClockAfresh extends ModelClient {

    private long latestNanos;

    @Override
    protected void expire(long nowNanos) {
        if (!open().isEmpty() && nowNanos - Math.max(latestNanos, open().get(0).startedNanos()) >= timeoutNanos()) {
            latestNanos = nowNanos;
            onTimeout(open().get(0));
        }
    }
}
