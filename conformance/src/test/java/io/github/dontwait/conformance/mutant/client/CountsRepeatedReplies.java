package io.github.dontwait.conformance.mutant.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.List;

/** Counts a repeated reply once more. */
@Kills(rule = "CLI-06", says = "REPLY 1")
final class CountsRepeatedReplies extends ModelClient {

    @Override
    protected void onUnexpected(List<byte[]> frames) {
        if (frames.get(0).length == 1) {
            print(Stream.OUT, "REPLY " + new String(frames.get(0), UTF_8) + " 0");
        }
        super.onUnexpected(frames);
    }
}
