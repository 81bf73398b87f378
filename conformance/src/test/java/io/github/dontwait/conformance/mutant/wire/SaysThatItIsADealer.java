package io.github.dontwait.conformance.mutant.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.Map;

/** Announces the wrong Socket-Type. */
@Kills(rule = "WIRE-06", says = "it says Socket-Type=\"DEALER\"")
final class SaysThatItIsADealer extends MiniRouter {

    @Override
    protected Map<String, byte[]> properties() {
        return Map.of("Socket-Type", "DEALER".getBytes(US_ASCII));
    }
}
