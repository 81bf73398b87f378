package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.HashMap;
import java.util.Map;

/** Finds the Socket-Type however it is written, and Identity in its usual case only. */
@Kills(rule = "WIRE-10", says = "holder (whose READY says")
final class OverlooksIdentityInAnotherCase extends MiniRouter {

    @Override
    protected Map<String, byte[]> parseProperties(byte[] octets) {
        Map<String, byte[]> anyCase = super.parseProperties(octets);
        Map<String, byte[]> properties = new HashMap<>(anyCase);
        byte[] type = anyCase.get("Socket-Type");
        if (type != null) {
            properties.put("Socket-Type", type);
        }
        return properties;
    }
}
