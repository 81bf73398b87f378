package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Takes requests as long as a deferred reply keeps it alive. */
@Kills(rule = "SHD-07", says = "nothing that is sent 300 ms or more after the stop request")
final class ServesOnWhileItStops extends ModelService {

    @Override
    protected void shutOut() {}

    @Override
    protected void finish() {
        long end = System.nanoTime() + lingerNanos();
        while (!deferred().isEmpty() && deferred().element().dueNanos() - end <= 0) {
            turnOnce();
        }
        super.finish();
    }

    private void turnOnce() {
        router().awaitInput(1_000_000);
        Incoming message = router().receive();
        if (message != null) {
            onMessage(message);
        }
        sendDue(System.nanoTime());
    }
}
