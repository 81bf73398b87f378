package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.util.List;

/** Takes the next request only when all replies have left, whoever does not read them. */
@Kills(rule = "NBL-04", says = "bystander")
final class FlushesBeforeTheNext extends ModelService {

    @Override
    protected void reply(Request request, List<byte[]> frames) {
        super.reply(request, frames);
        while (!router().flush(10_000_000) && !isKilled()) {
            occupy(1);
        }
    }
}
