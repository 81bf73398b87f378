package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ProtocolFault;
import java.util.Arrays;

/** Does not look at the name of the command that comes as READY. */
@Kills(rule = "WIRE-12", says = "the unknown command WIBBLE in the place of READY) to be disconnected")
final class TakesAnyCommandForReady extends MiniRouter {

    @Override
    protected void onHandshakeFrame(Link link, int flags, byte[] body) {
        if ((flags & COMMAND) == 0) {
            throw new ProtocolFault("a message before READY");
        }
        onReady(
                link,
                parseProperties(Arrays.copyOfRange(body, 1 + commandName(body).length(), body.length)));
    }
}
