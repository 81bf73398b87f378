package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.ArrayDeque;
import java.util.Deque;

/** Calls the next peer without a routing id like the one that left. */
@Kills(rule = "REC-07", says = "who came later")
final class GivesIdsAgain extends MiniRouter {

    private final Deque<byte[]> free = new ArrayDeque<>();

    @Override
    protected byte[] routingIdOf(Link link, byte[] announced) {
        byte[] again = announced.length > 0 ? null : free.pollFirst();
        return again == null ? super.routingIdOf(link, announced) : again;
    }

    @Override
    protected void forget(Link link) {
        super.forget(link);
        byte[] id = link.routingId();
        if (id != null && id[0] == 0 && !link.isMute()) {
            free.add(id);
        }
    }
}
