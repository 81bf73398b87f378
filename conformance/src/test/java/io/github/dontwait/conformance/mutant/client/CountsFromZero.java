package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.util.List;

/** Begins with request 0. */
@Kills(rule = "CLI-15", says = "[ \"0\", \"body-0\" ]")
final class CountsFromZero extends ModelClient {

    @Override
    protected List<byte[]> frames(int number) {
        return super.frames(number - 1);
    }
}
