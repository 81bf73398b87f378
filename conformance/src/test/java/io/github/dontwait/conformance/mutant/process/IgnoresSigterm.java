package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.ModelService;

/** Goes on as if nobody had asked it to stop. */
final class IgnoresSigterm extends ModelService {

    @Override
    public void onStopRequest() {}
}
