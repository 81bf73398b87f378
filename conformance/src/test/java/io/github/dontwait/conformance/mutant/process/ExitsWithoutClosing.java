package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Ends with the right words and the right code, but throws away what its socket still holds. */
@Kills(rule = "SHD-04", says = "replies to requests taken before the stop")
final class ExitsWithoutClosing extends ModelService {

    @Override
    protected void finish() {
        print(Stream.OUT, "STOPPED");
        die(0);
    }
}
