package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Tries again at once where the handshake had been done. */
@Kills(rule = "REC-04", says = "closes its connection after the handshake")
final class ComesBackAtOnce extends MiniDealer {

    @Override
    protected long backOffMillis(int failuresInARow) {
        return failuresInARow == 1 ? 0 : super.backOffMillis(failuresInARow);
    }
}
