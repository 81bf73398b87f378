package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.net.InetSocketAddress;

/** Takes the port only, and listens at all addresses. */
@Kills(rule = "SEC-09", says = "it answers at tcp://127.0.0.2:")
final class BindsEveryAddress extends MiniRouter {

    @Override
    protected InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(port);
    }
}
