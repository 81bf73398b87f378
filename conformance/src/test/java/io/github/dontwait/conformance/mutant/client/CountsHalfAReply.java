package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;
import java.util.List;

/** Takes each frame for a message. */
@Kills(rule = "WIRE-15", says = "before its reply was whole")
@Kills(rule = "REC-06", says = "it printed \"REPLY 2")
final class CountsHalfAReply extends MiniDealer {

    @Override
    protected void onPart(Link link, byte[] body, boolean more) {
        onMessage(link, List.of(body));
    }
}
