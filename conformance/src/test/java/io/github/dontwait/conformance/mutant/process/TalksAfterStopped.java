package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Logs another line behind STOPPED. */
@Kills(rule = "SHD-13", says = "it was \"bye\"")
final class TalksAfterStopped extends ModelService {

    @Override
    protected void finish() {
        super.finish();
        print(Stream.OUT, "bye");
    }
}
