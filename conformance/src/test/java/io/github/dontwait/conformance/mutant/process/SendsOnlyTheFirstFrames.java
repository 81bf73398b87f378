package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.List;

/** Answers with half of the frames once it was asked to stop. */
@Kills(rule = "SHD-05", says = "as one whole message")
final class SendsOnlyTheFirstFrames extends ModelService {

    @Override
    protected void send(byte[] routingId, List<byte[]> frames) {
        super.send(routingId, isStopping() ? frames.subList(0, (frames.size() + 1) / 2) : frames);
    }
}
