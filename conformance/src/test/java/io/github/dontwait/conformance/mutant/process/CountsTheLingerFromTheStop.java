package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Drops what is due within the linger of the request in hand only. */
@Kills(rule = "SHD-16", says = "to be sent before the end")
final class CountsTheLingerFromTheStop extends ModelService {

    private volatile long stopNanos;

    @Override
    public void onStopRequest() {
        stopNanos = System.nanoTime();
        super.onStopRequest();
    }

    @Override
    protected void finishDeferred(long endNanos) {
        super.finishDeferred(stopNanos + lingerNanos());
    }
}
