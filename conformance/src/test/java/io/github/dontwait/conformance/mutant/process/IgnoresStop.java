package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Goes on as if nobody had asked it to stop. */
@Kills(rule = "SHD-01", says = "it still runs")
final class IgnoresStop extends ModelService {

    @Override
    public void onStopRequest() {}
}
