package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Never says STOPPED. */
@Kills(rule = "SHD-13", says = "STOPPED")
final class StopsSilently extends ModelService {

    @Override
    protected void print(Stream stream, String line) {
        if (!line.equals("STOPPED")) {
            super.print(stream, line);
        }
    }
}
