package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Refuses a server of an illegal type for good, and waits without end for what will never come. */
@Kills(rule = "CLI-12", says = "where the server is no socket for a DEALER")
final class FallsSilentAfterARefusedServer extends MiniDealer {

    private volatile boolean hasRefused;

    @Override
    protected void refuse(Link link, String reason) {
        hasRefused = true;
        super.refuse(link, reason);
    }

    @Override
    public boolean awaitInput(long nanos) {
        boolean hasInput = super.awaitInput(nanos);
        while (hasRefused && !hasInput) {
            hasInput = super.awaitInput(nanos);
        }
        return hasInput;
    }
}
