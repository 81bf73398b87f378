package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Says STOPPED when its loop has ended, and then sends the deferred replies. */
@Kills(rule = "SHD-13", says = "before its last reply")
final class SaysStoppedBeforeItsLastReply extends ModelService {

    private boolean hasSaidSo;

    @Override
    protected void finishDeferred(long endNanos) {
        print(Stream.OUT, "STOPPED");
        hasSaidSo = true;
        super.finishDeferred(endNanos);
    }

    @Override
    protected void print(Stream stream, String line) {
        if (!hasSaidSo || !line.equals("STOPPED")) {
            super.print(stream, line);
        }
    }
}
