package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Declares drain and ends with what it has in hand. */
@Kills(rule = "SHD-15", says = "are missing")
final class DropsItsQueue extends ModelService {

    @Override
    protected void drain(long endNanos) {}
}
