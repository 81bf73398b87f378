package io.github.dontwait.conformance.mutant.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.List;

/** Prints a line for a heartbeat. */
@Kills(rule = "CLI-20", says = "UNEXPECTED 24686561727462656174")
final class TellsOfHeartbeats extends ModelClient {

    @Override
    protected void onHeartbeat() {
        onUnexpected(frames("$heartbeat"));
    }

    private static List<byte[]> frames(String word) {
        return List.of(word.getBytes(UTF_8));
    }
}
