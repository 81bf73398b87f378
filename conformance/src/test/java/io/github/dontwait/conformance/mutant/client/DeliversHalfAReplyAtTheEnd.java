package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Hands on the first frames of a reply when its connection ends. */
@Kills(rule = "WIRE-15", says = "before its reply was whole")
@Kills(rule = "REC-06", says = "it printed \"REPLY 2")
final class DeliversHalfAReplyAtTheEnd extends MiniDealer {

    @Override
    protected void onClosed(Link link) {
        if (!link.parts().isEmpty()) {
            onMessage(link, link.parts());
        }
        super.onClosed(link);
    }
}
