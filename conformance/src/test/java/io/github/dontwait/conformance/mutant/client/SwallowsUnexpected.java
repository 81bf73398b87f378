package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.List;

/** Says nothing of what it did not ask for. */
@Kills(rule = "CLI-06", says = "UNEXPECTED")
final class SwallowsUnexpected extends ModelClient {

    @Override
    protected void onUnexpected(List<byte[]> frames) {}
}
