package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Says in its greeting that it speaks ZMTP 2, and goes on as ZMTP 3. */
@Kills(rule = "WIRE-01", says = "it is 2")
final class AnnouncesVersionTwo extends MiniRouter {

    @Override
    protected byte[] greeting() {
        byte[] octets = super.greeting();
        octets[10] = 2;
        return octets;
    }
}
