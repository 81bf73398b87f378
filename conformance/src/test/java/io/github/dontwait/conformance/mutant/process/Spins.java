package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Asks for messages again and again without a pause. */
@Kills(rule = "NBL-09", says = "% of a core")
final class Spins extends ModelService {

    @Override
    protected void idle(long nanos) {}
}
