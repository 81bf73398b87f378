package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Says what is wrong with a setting, and ends as if all were well. */
@Kills(rule = "SHD-17", says = "exit code 0")
final class RefusesWithCodeZero extends ModelService {

    @Override
    protected int onBadSetting(RuntimeException why) {
        super.onBadSetting(why);
        return 0;
    }
}
