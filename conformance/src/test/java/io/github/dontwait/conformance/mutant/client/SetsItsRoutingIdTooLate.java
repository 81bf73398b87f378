package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import io.github.dontwait.conformance.mutant.SocketOptions;

/** Sets its routing id after the connect, when the handshake has said it already. */
@Kills(rule = "CLI-18", says = "cli-")
final class SetsItsRoutingIdTooLate extends ModelClient {

    @Override
    protected SocketOptions socketOptions() {
        return SocketOptions.of("DEALER");
    }
}
