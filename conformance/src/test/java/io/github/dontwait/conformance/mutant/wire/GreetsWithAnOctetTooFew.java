package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.util.Arrays;

/** Counts the zeros at the end of its greeting wrongly: 63 octets in all. */
@Kills(rule = "WIRE-01", says = "greeting")
final class GreetsWithAnOctetTooFew extends MiniRouter {

    @Override
    protected byte[] greeting() {
        return Arrays.copyOf(super.greeting(), 63);
    }

    @Override
    protected int greetingDue(int received) {
        return 63;
    }
}
