package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Ends for a setting that it cannot use without a word about it. */
@Kills(rule = "SHD-17", says = "0 lines on standard error")
final class RefusesInSilence extends ModelService {

    @Override
    protected int onBadSetting(RuntimeException why) {
        return EXIT_BAD_SETTING;
    }
}
