package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.SocketOptions;

/** Sets its high-water mark to 0, which means no limit. */
@Kills(rule = "BKP-01", says = "its memory grew on and on")
final class QueuesWithoutABound extends ModelService {

    @Override
    protected SocketOptions socketOptions() {
        return super.socketOptions().withHighWaterMark(0);
    }
}
