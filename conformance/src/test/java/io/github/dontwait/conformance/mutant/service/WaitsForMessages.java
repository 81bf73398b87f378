package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Blocks in its receive until a message comes: no DONTWAIT, no time-out. */
@Kills(rule = "NBL-01", says = "it turned")
final class WaitsForMessages extends ModelService {

    @Override
    protected long longestRestNanos() {
        return Long.MAX_VALUE;
    }
}
