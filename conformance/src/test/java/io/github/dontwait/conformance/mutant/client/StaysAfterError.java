package io.github.dontwait.conformance.mutant.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Skips ERROR in the handshake, and waits on for READY. */
@Kills(rule = "WIRE-21", says = "the connection is still open")
final class StaysAfterError extends MiniDealer {

    @Override
    protected long handshakeMillis() {
        return 30_000;
    }

    @Override
    protected void onHandshakeFrame(Link link, int flags, byte[] body) {
        if (!new String(body, US_ASCII).startsWith("\u0005ERROR")) {
            super.onHandshakeFrame(link, flags, body);
        }
    }
}
