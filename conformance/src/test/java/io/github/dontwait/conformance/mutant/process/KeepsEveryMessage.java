package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it has answered. */
@Kills(rule = "REC-08", says = "its memory grew on and on")
final class KeepsEveryMessage extends ModelService {

    private final List<Incoming> answered = new ArrayList<>();

    @Override
    protected void onMessage(Incoming message) {
        answered.add(message);
        super.onMessage(message);
    }
}
