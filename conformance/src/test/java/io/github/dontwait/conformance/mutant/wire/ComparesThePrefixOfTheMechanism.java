package io.github.dontwait.conformance.mutant.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Takes every mechanism that begins with NULL for NULL. */
@Kills(rule = "WIRE-04", says = "four zeros, \"X\") to be disconnected")
final class ComparesThePrefixOfTheMechanism extends MiniRouter {

    @Override
    protected boolean acceptsMechanism(byte[] mechanism) {
        return new String(mechanism, US_ASCII).startsWith("NULL");
    }
}
