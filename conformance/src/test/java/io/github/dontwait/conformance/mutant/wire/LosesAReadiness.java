package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hears all of the peers that speak at once, but then listens to the first of them only, until that one or a newcomer
 * speaks: the others had been ready too, and nobody had looked.
 */
@Kills(rule = "FAIR-05", says = "when the others spoke, this came")
final class LosesAReadiness extends MiniRouter {

    private static final long AT_ONCE_NANOS = 1_000_000;

    private final Set<Link> deaf = new HashSet<>();
    private final List<Runnable> unheard = new ArrayList<>();
    private @Nullable Link latest;
    private long latestNanos;

    @Override
    protected void onMessage(Link link, List<byte[]> frames) {
        if (deaf.contains(link)) {
            unheard.add(() -> super.onMessage(link, frames));
            return;
        }
        boolean isAtOnce = latest != null && latest != link && System.nanoTime() - latestNanos < AT_ONCE_NANOS;
        if (isAtOnce) {
            deaf.add(link);
        } else {
            deaf.clear();
            unheard.forEach(Runnable::run);
            unheard.clear();
        }
        latest = link;
        latestNanos = System.nanoTime();
        super.onMessage(link, frames);
    }
}
