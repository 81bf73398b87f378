package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Says STOPPED when it has been asked, and still takes its time. */
@Kills(rule = "SHD-13", says = "after STOPPED")
final class SaysStoppedEarly extends ModelService {

    @Override
    public void onStopRequest() {
        print(Stream.OUT, "STOPPED");
        occupy(2_100);
        super.onStopRequest();
    }

    @Override
    protected void print(Stream stream, String line) {
        if (!line.equals("STOPPED") || !isStopping()) {
            super.print(stream, line);
        }
    }
}
