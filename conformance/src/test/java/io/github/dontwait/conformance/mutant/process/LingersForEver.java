package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Ended;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Waits for unsent replies without a bound, as libzmq does unless it is told a linger. */
@Kills(rule = "SHD-03", says = "it still runs")
final class LingersForEver extends ModelService {

    @Override
    protected void flush(long endNanos) {
        while (!router().flush(50_000_000)) {
            if (isKilled()) {
                throw new Ended();
            }
        }
    }
}
