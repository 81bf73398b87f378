package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.ArrayList;
import java.util.List;

/** Hands what it could not deliver to whoever comes next, since that comes from the same address. */
@Kills(rule = "REC-07", says = "who came later")
final class KeepsRepliesForTheNext extends ModelService {

    private final List<List<byte[]>> undelivered = new ArrayList<>();

    @Override
    protected void onUnsent(byte[] routingId, List<byte[]> frames) {
        undelivered.add(frames);
    }

    @Override
    protected void onMessage(Incoming message) {
        List<List<byte[]>> now = List.copyOf(undelivered);
        undelivered.clear();
        now.forEach(frames -> send(message.routingId(), frames));
        super.onMessage(message);
    }
}
