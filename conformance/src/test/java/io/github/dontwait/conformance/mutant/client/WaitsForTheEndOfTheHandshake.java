package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Looks at nothing else once a server has begun to greet, until the handshake is done or the connection has ended. */
@Kills(rule = "CLI-12", says = "where the server's handshake never ends")
final class WaitsForTheEndOfTheHandshake extends MiniDealer {

    private volatile boolean isShakingHands;

    @Override
    protected long handshakeMillis() {
        return 30_000;
    }

    @Override
    protected void onGreetingOctets(Link link) {
        isShakingHands = true;
        super.onGreetingOctets(link);
    }

    @Override
    protected void onEstablished(Link established) {
        isShakingHands = false;
        super.onEstablished(established);
    }

    @Override
    protected void onClosed(Link closed) {
        isShakingHands = false;
        super.onClosed(closed);
    }

    @Override
    public boolean awaitInput(long nanos) {
        boolean hasInput = super.awaitInput(nanos);
        while (isShakingHands) {
            hasInput = super.awaitInput(nanos);
        }
        return hasInput;
    }
}
