package io.github.dontwait.conformance.mutant.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ProtocolFault;
import java.util.Map;

/** Takes what there is of a READY that was cut off. */
@Kills(rule = "WIRE-11", says = "to be disconnected")
final class ForgivesTruncatedMetadata extends MiniRouter {

    @Override
    protected Map<String, byte[]> parseProperties(byte[] octets) {
        try {
            return super.parseProperties(octets);
        } catch (ProtocolFault e) {
            return Map.of("Socket-Type", "DEALER".getBytes(US_ASCII));
        }
    }
}
