package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Keeps one request too many open. */
@Kills(rule = "CLI-14", says = "while 4 of 4 are open")
final class ExceedsTheWindow extends ModelClient {

    @Override
    protected int window() {
        return super.window() + 1;
    }
}
