package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.ArrayList;
import java.util.List;

/** Keeps the replies that the library would not take. */
@Kills(rule = "BKP-01", says = "its memory grew on and on")
final class KeepsWhatFoundNoRoom extends ModelService {

    private final List<List<byte[]>> kept = new ArrayList<>();

    @Override
    protected void onUnsent(byte[] routingId, List<byte[]> frames) {
        kept.add(frames);
    }
}
