package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Leaves SIGTERM to the runtime, which ends it at once with a code of its own. */
@Kills(rule = "CLI-13", says = "exit code 143")
final class LeavesSigtermToTheRuntime extends ModelClient {

    @Override
    public void onStopRequest() {
        die(143);
    }
}
