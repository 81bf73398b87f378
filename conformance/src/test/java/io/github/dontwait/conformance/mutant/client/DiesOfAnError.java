package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a server's refusal for its own end. */
@Kills(rule = "WIRE-21", says = "the client to live on")
final class DiesOfAnError extends MiniDealer {

    private volatile boolean isRefused;

    @Override
    protected void onHandshakeError(Link refused, byte[] reason) {
        super.onHandshakeError(refused, reason);
        isRefused = true;
        wakeup();
    }

    @Override
    public @Nullable List<byte[]> receive() {
        if (isRefused) {
            throw new IllegalStateException("the server refuses this client");
        }
        return super.receive();
    }
}
