package io.github.dontwait.conformance.mutant.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Trusts the size of a command's name; the index error ends its I/O thread. */
@Kills(rule = "WIRE-16", says = "received nothing; the connection is open")
final class DiesOfANamelessCommand extends MiniRouter {

    @Override
    protected String commandName(byte[] body) {
        return new String(body, 1, body[0] & 0xff, US_ASCII);
    }

    @Override
    protected void onFailure(Link link, Throwable why) {
        if (why instanceof IndexOutOfBoundsException fault) {
            throw fault;
        }
        super.onFailure(link, why);
    }
}
