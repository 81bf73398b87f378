package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.List;

/** Takes EHOSTUNREACH of a mandatory ROUTER for a fatal error. */
@Kills(rule = "NBL-06", says = "bystander")
@Kills(rule = "REC-01", says = "bystander")
final class DiesOfUnroutableReplies extends ModelService {

    @Override
    protected void onUnsent(byte[] routingId, List<byte[]> frames) {
        if (!router().isConnected(routingId)) {
            throw new IllegalStateException("No route to host");
        }
    }
}
