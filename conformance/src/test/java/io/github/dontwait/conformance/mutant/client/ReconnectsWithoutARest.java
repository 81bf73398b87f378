package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Tries again at once, each time. */
@Kills(rule = "REC-04", says = "closes its connection at once")
final class ReconnectsWithoutARest extends MiniDealer {

    @Override
    protected long backOffMillis(int failuresInARow) {
        return 0;
    }
}
