package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.List;

/** Takes each frame for a message, as recv() does where recv_multipart() is meant. */
@Kills(rule = "CLI-03", says = "UNEXPECTED 616e73776572")
final class ReceivesFrameByFrame extends ModelClient {

    @Override
    protected void onMessage(List<byte[]> frames) {
        frames.forEach(frame -> super.onMessage(List.of(frame)));
    }
}
