package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.Map;

/** Sends a READY without properties. */
@Kills(rule = "WIRE-06", says = "it has no such property")
final class OmitsItsSocketType extends MiniRouter {

    @Override
    protected Map<String, byte[]> properties() {
        return Map.of();
    }
}
