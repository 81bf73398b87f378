package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Serves nobody else until the whole of a huge frame has come. */
@Kills(rule = "WIRE-19", says = "the bystander")
final class StallsWithAHugeFrame extends MiniRouter {

    private @Nullable Link huge;

    @Override
    protected void checkSize(Link link, long size) {
        huge = size > 100_000_000 ? link : huge;
    }

    @Override
    protected void onReadable(Link link) throws IOException {
        if (huge == null || huge == link) {
            super.onReadable(link);
        }
    }
}
