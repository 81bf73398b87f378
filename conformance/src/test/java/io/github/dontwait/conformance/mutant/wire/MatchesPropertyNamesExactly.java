package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.HashMap;
import java.util.Map;

/** Knows properties in their usual case only, and takes a peer without a Socket-Type. */
@Kills(rule = "WIRE-10", says = "its socket type may not talk to a ROUTER")
final class MatchesPropertyNamesExactly extends MiniRouter {

    @Override
    protected Map<String, byte[]> parseProperties(byte[] octets) {
        return new HashMap<>(super.parseProperties(octets));
    }
}
