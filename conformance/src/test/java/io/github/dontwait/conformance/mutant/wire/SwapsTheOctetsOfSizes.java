package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.Map;

/** Writes the sizes of properties least significant octet first. */
@Kills(rule = "WIRE-06", says = "malformed command")
final class SwapsTheOctetsOfSizes extends MiniRouter {

    @Override
    protected byte[] encodeProperties(Map<String, byte[]> properties) {
        byte[] octets = super.encodeProperties(properties);
        int size = 1 + "Socket-Type".length();
        octets[size] = octets[size + 3];
        octets[size + 3] = 0;
        return octets;
    }
}
