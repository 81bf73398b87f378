package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Ends with the number of its time-outs as exit code. */
@Kills(rule = "CLI-17", says = "exit code 2")
final class ExitsWithTheCount extends ModelClient {

    @Override
    protected int exitCode() {
        return started() - replies();
    }
}
