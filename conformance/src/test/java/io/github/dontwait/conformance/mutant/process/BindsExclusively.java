package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Binds without SO_REUSEADDR. */
@Kills(rule = "REC-03", says = "Address already in use")
final class BindsExclusively extends MiniRouter {

    @Override
    protected boolean reusesAddress() {
        return false;
    }
}
