package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Names the endpoint that it was told, with the * where the port should be. */
@Kills(rule = "SHD-12", says = "it named tcp://127.0.0.1:*")
final class RepeatsTheWildcard extends ModelService {

    @Override
    protected void announce(String endpoint) {
        super.announce(settings().endpoint());
    }
}
