package io.github.dontwait.conformance.mutant.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.List;
import java.util.Optional;

/** Parses the first frame as a number before it looks it up. */
@Kills(rule = "CLI-06", says = "NumberFormatException")
final class ParsesEveryNumber extends ModelClient {

    @Override
    protected Optional<Open> match(List<byte[]> frames) {
        int number = Integer.parseInt(new String(frames.get(0), UTF_8));
        return open().stream().filter(request -> request.number() == number).findFirst();
    }
}
