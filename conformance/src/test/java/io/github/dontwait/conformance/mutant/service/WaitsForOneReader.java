package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.List;

/** Sends without DONTWAIT to a mandatory ROUTER: blocks until the peer that asked has room for its reply. */
@Kills(rule = "NBL-04", says = "bystander")
final class WaitsForOneReader extends ModelService {

    @Override
    protected void send(byte[] routingId, List<byte[]> frames) {
        while (router().isConnected(routingId) && !router().send(routingId, frames)) {
            occupy(1);
        }
    }
}
