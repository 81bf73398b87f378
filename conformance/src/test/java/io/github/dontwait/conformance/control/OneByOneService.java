package io.github.dontwait.conformance.control;

import io.github.dontwait.conformance.mutant.ModelService;

/** Takes a single message in each turn, however many are there. */
public final class OneByOneService extends ModelService {

    @Override
    protected int batchSize() {
        return 1;
    }
}
