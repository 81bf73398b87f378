package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.ArrayList;
import java.util.List;

/** Puts an empty frame in front, as REQ does. */
@Kills(rule = "CLI-15", says = "the client sent [ \"\", \"1\", \"body-1\" ]")
final class SendsADelimiter extends ModelClient {

    @Override
    protected void send(Open request) {
        List<byte[]> frames = new ArrayList<>(frames(request.number()));
        frames.add(0, new byte[0]);
        dealer().send(frames);
    }
}
