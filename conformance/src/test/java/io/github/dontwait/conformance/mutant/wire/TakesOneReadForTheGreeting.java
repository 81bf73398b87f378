package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ProtocolFault;

/** Gives a greeting up that does not come in one piece. */
@Kills(rule = "WIRE-05", says = "octets of the subject's greeting")
final class TakesOneReadForTheGreeting extends MiniRouter {

    @Override
    protected void onGreetingOctets(Link link) {
        super.onGreetingOctets(link);
        if (link.phase() == Link.Phase.GREETING) {
            throw new ProtocolFault("half a greeting");
        }
    }
}
