package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.List;

/** Looks at its time-outs only when a message comes. */
@Kills(rule = "CLI-04", says = "TIMEOUT 1")
final class ExpiresOnlyOnMessages extends ModelClient {

    private boolean isMoved;

    @Override
    protected void onMessage(List<byte[]> frames) {
        isMoved = true;
        super.onMessage(frames);
    }

    @Override
    protected void expire(long nowNanos) {
        if (isMoved) {
            super.expire(nowNanos);
        }
        isMoved = false;
    }
}
