package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Reports the closed context as Python does where nobody catches it. */
@Kills(rule = "SHD-10", says = "Traceback")
final class PrintsATraceback extends ModelService {

    @Override
    protected void finish() {
        super.finish();
        print(Stream.ERR, "Traceback (most recent call last):");
        print(Stream.ERR, "  File \"worker.py\", line 57, in receive");
        print(Stream.ERR, "zmq.error.ContextTerminated: Context was terminated");
    }
}
