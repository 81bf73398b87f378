package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Leaves the connection of a negative size as it is, half read, and loses its I/O thread when that ends. */
@Kills(rule = "WIRE-22", says = "bystander")
final class DiesWhenAGiantLeaves extends MiniRouter {

    private final Set<Link> giants = new HashSet<>();

    @Override
    protected void checkSize(Link link, long size) {
        if (size < 0) {
            giants.add(link);
            super.checkSize(link, 0);
        } else {
            super.checkSize(link, size);
        }
    }

    @Override
    protected byte[] allocate(long size) {
        return super.allocate(Math.max(1, size));
    }

    @Override
    protected void onReadable(Link link) throws IOException {
        super.onReadable(link);
        if (!link.isOpen() && giants.remove(link)) {
            throw new IllegalStateException("a connection that was never finished");
        }
    }

    @Override
    protected void onFailure(Link link, Throwable why) {
        if (why instanceof IllegalStateException fault) {
            throw fault;
        }
        super.onFailure(link, why);
    }
}
