package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.ArrayList;
import java.util.List;

/** Collects the frames of all connections in one place. */
@Kills(rule = "WIRE-15", says = "witness")
final class SharesTheHalfMessage extends MiniRouter {

    private final List<byte[]> shared = new ArrayList<>();

    @Override
    protected void onPart(Link link, byte[] body, boolean more) {
        shared.add(body);
        if (!more) {
            List<byte[]> whole = List.copyOf(shared);
            shared.clear();
            onMessage(link, whole);
        }
    }
}
