package io.github.dontwait.conformance.mutant.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.List;

/** Takes a number that it does not know for an error of its own. */
@Kills(rule = "CLI-06", says = "died of")
final class DiesOfUnknownReplies extends ModelClient {

    @Override
    protected void onUnexpected(List<byte[]> frames) {
        throw new IllegalStateException("KeyError: " + new String(frames.get(0), UTF_8));
    }
}
