package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps what found no room on a stack, and sends the latest of it first. */
@Kills(rule = "BKP-02", says = "next came the reply to request")
final class SendsHeldBackRepliesBackwards extends ModelService {

    private final Deque<Incoming> held = new ArrayDeque<>();

    @Override
    protected void onUnsent(byte[] routingId, List<byte[]> frames) {
        held.push(new Incoming(routingId, frames));
    }

    @Override
    protected void doDuties(long nowNanos) {
        super.doDuties(nowNanos);
        while (!held.isEmpty()
                && router().send(held.peek().routingId(), held.peek().frames())) {
            held.pop();
        }
    }
}
