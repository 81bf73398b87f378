package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Repeats a send until it succeeds and looks at nothing else. */
@Kills(rule = "CLI-07", says = "nobody listens")
final class WaitsForRoom extends ModelClient {

    @Override
    protected void send(Open request) {
        while (!dealer().send(frames(request.number()))) {
            occupy(1);
        }
    }
}
