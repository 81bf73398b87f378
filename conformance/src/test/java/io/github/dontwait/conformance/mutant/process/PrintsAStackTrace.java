package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Reports the closed context as a JVM does, in a log. */
@Kills(rule = "SHD-10", says = "ClosedSelectorException")
final class PrintsAStackTrace extends ModelService {

    @Override
    protected void finish() {
        print(Stream.ERR, "java.nio.channels.ClosedSelectorException: null");
        print(Stream.ERR, "\tat java.base/sun.nio.ch.SelectorImpl.ensureOpen(SelectorImpl.java:69)");
        super.finish();
    }
}
