package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.List;

/** Repeats a send until it succeeds, also to the dead, whose queue never empties. */
@Kills(rule = "NBL-06", says = "bystander")
final class RetriesForEver extends ModelService {

    @Override
    protected void onUnsent(byte[] routingId, List<byte[]> frames) {
        while (!router().send(routingId, frames)) {
            occupy(1);
        }
    }
}
