package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows properties in their usual case only, and refuses a peer without a Socket-Type. */
@Kills(rule = "WIRE-10", says = "socket-type=\"DEALER\"")
final class NeedsTheTypeInItsUsualCase extends MiniRouter {

    @Override
    protected Map<String, byte[]> parseProperties(byte[] octets) {
        return new HashMap<>(super.parseProperties(octets));
    }

    @Override
    protected boolean acceptsSocketType(@Nullable String type) {
        return type != null && super.acceptsSocketType(type);
    }
}
