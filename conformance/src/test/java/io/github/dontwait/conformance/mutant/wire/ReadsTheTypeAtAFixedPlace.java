package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ProtocolFault;
import java.util.Map;

/** Looks for the Socket-Type in the first property only. */
@Kills(rule = "WIRE-09", says = "whose READY has Identity before Socket-Type")
final class ReadsTheTypeAtAFixedPlace extends MiniRouter {

    @Override
    protected Map<String, byte[]> parseProperties(byte[] octets) {
        if (octets.length < 12 || octets[0] != 11) {
            throw new ProtocolFault("no Socket-Type");
        }
        return super.parseProperties(octets);
    }
}
