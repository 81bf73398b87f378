package io.github.dontwait.conformance.mutant.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import io.github.dontwait.conformance.mutant.SocketOptions;

/** Always calls itself the same. */
@Kills(rule = "CLI-18", says = "it announced \"client-1\"")
final class AnnouncesAFixedRoutingId extends ModelClient {

    @Override
    protected SocketOptions socketOptions() {
        return SocketOptions.of("DEALER").withRoutingId("client-1".getBytes(UTF_8));
    }
}
