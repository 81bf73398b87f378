package io.github.dontwait.conformance.control;

import io.github.dontwait.conformance.mutant.ModelService;
import java.io.IOException;

/** Takes three seconds until it says READY, as a program with much to load does; neither bound nor listening before. */
public final class LateService extends ModelService {

    private static final long LOADING_MILLIS = 3_000;

    @Override
    protected int run() throws IOException {
        occupy(LOADING_MILLIS);
        return super.run();
    }
}
