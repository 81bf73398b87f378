package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.List;
import java.util.Optional;

/** Takes each reply for the oldest request's, whatever number it carries. */
@Kills(rule = "CLI-03", says = "REPLY")
final class MatchesRepliesInOrder extends ModelClient {

    @Override
    protected Optional<Open> match(List<byte[]> frames) {
        return open().stream().findFirst();
    }
}
