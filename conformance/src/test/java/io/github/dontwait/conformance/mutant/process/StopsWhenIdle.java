package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Looks at the stop flag only when nothing is queued. */
@Kills(rule = "SHD-02", says = "it still runs")
final class StopsWhenIdle extends ModelService {

    private volatile boolean isAsked;

    @Override
    public void onStopRequest() {
        isAsked = true;
    }

    @Override
    protected void idle(long nanos) {
        if (isAsked) {
            stop();
        } else {
            super.idle(nanos);
        }
    }
}
