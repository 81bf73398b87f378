package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Its window counts the requests sent instead of those open, so that it is used up once. */
@Kills(rule = "CLI-14", says = "request 5 as soon as one of 4 open requests has ended")
final class CountsSentRequests extends ModelClient {

    @Override
    protected void fillWindow() {
        if (started() == 0 || open().isEmpty()) {
            super.fillWindow();
        }
    }
}
