package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.List;
import java.util.Optional;

/** Takes the second frame of every message for granted. */
@Kills(rule = "CLI-06", says = "IndexOutOfBounds")
final class LooksBeyondTheLastFrame extends ModelClient {

    @Override
    protected Optional<Open> match(List<byte[]> frames) {
        return frames.get(1).length == 0 ? Optional.empty() : super.match(frames);
    }
}
