package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps a request that timed out in its table, and counts its late reply. */
@Kills(rule = "CLI-05", says = "UNEXPECTED 31")
final class CountsLateReplies extends ModelClient {

    private final List<Open> late = new ArrayList<>();

    @Override
    protected void onTimeout(Open request) {
        super.onTimeout(request);
        late.add(request);
    }

    @Override
    protected Optional<Open> match(List<byte[]> frames) {
        return super.match(frames).or(() -> late.stream().findFirst());
    }
}
