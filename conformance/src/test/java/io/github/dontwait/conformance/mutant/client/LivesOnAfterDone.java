package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Says DONE, and is kept alive by a thread that nobody ends. */
@Kills(rule = "CLI-17", says = "it still runs")
final class LivesOnAfterDone extends ModelClient {

    @Override
    protected int exitCode() {
        hang();
        return 0;
    }
}
