package io.github.dontwait.conformance.mutant.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.ArrayList;
import java.util.List;

/** Puts its own name before the number, as if that made it a routing id. */
@Kills(rule = "CLI-15", says = "the client sent [ \"client-1\", \"1\", \"body-1\" ]")
final class SendsItsNameFirst extends ModelClient {

    @Override
    protected void send(Open request) {
        List<byte[]> frames = new ArrayList<>(frames(request.number()));
        frames.add(0, "client-1".getBytes(UTF_8));
        dealer().send(frames);
    }
}
