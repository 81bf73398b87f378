package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Sends nothing before it has received 64 octets: two of its kind wait for ever. */
@Kills(rule = "WIRE-05", says = "to receive 10 octets of the subject's greeting")
final class WaitsForAWholeGreeting extends MiniRouter {

    @Override
    protected int greetingDue(int received) {
        return received < 64 ? 0 : 64;
    }
}
