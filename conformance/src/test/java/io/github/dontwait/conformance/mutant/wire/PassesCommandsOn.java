package io.github.dontwait.conformance.mutant.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.List;

/** Takes an unknown command for a request. */
@Kills(rule = "WIRE-16", says = "to receive this or be disconnected")
final class PassesCommandsOn extends MiniRouter {

    @Override
    protected void onCommand(Link link, String name, byte[] data) {
        if (name.equals("PING") || name.equals("PONG")) {
            super.onCommand(link, name, data);
        } else {
            onMessage(link, List.of(name.getBytes(US_ASCII), data));
        }
    }
}
