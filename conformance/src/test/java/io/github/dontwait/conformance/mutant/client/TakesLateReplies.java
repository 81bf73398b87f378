package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.List;
import java.util.Optional;

/** Gives whatever comes to the request that is open. */
@Kills(rule = "CLI-05", says = "UNEXPECTED 31")
final class TakesLateReplies extends ModelClient {

    @Override
    protected Optional<Open> match(List<byte[]> frames) {
        return open().stream().findFirst();
    }
}
