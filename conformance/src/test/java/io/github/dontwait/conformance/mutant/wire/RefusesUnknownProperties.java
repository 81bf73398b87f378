package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ProtocolFault;
import java.util.Map;

/** Takes a property that it does not know for an error. */
@Kills(rule = "WIRE-09", says = "whose READY has an unknown property")
final class RefusesUnknownProperties extends MiniRouter {

    @Override
    protected void onReady(Link link, Map<String, byte[]> properties) {
        for (String name : properties.keySet()) {
            if (!name.equalsIgnoreCase("Socket-Type") && !name.equalsIgnoreCase("Identity")) {
                throw new ProtocolFault("unknown property " + name);
            }
        }
        super.onReady(link, properties);
    }
}
