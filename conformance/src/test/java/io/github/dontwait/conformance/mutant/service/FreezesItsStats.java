package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the numbers of the first question for ever. */
@Kills(rule = "NBL-12", says = "it grew by 0")
final class FreezesItsStats extends ModelService {

    private @Nullable List<byte[]> first;

    @Override
    protected void reply(Request request, List<byte[]> frames) {
        boolean isStats = "$stats".equals(verb(request));
        first = isStats && first == null ? frames : first;
        super.reply(request, isStats && first != null ? first : frames);
    }
}
