package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Buffers its lines, and ends without flushing the last of them. */
@Kills(rule = "CLI-16", says = "TIMEOUT 6")
final class LosesItsLastLines extends ModelClient {

    @Override
    protected void print(Stream stream, String line) {
        if (!line.equals("TIMEOUT " + settings().requests())) {
            super.print(stream, line);
        }
    }
}
