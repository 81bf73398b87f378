package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Waits until all requests of a window have ended before it starts the next ones. */
@Kills(rule = "CLI-14", says = "request 5 as soon as one of 4 open requests has ended")
final class RefillsWhenEmpty extends ModelClient {

    @Override
    protected void fillWindow() {
        if (open().isEmpty()) {
            super.fillWindow();
        }
    }
}
