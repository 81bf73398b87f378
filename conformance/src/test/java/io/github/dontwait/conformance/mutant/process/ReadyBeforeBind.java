package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Says READY first and binds later; every other start is in order, so that the suite gets to know it. */
@Kills(rule = "SHD-12", says = "refused")
final class ReadyBeforeBind extends ModelService {

    private static final AtomicInteger STARTS = new AtomicInteger();

    @Override
    protected String bind() throws IOException {
        if (STARTS.incrementAndGet() % 2 == 0) {
            announce(settings().endpoint());
            occupy(500);
        }
        return super.bind();
    }
}
