package io.github.dontwait.conformance.mutant.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;

/** Takes "null" for NULL. */
@Kills(rule = "WIRE-04", says = "the mechanism \"null\") to be disconnected")
final class ComparesMechanismsWithoutCase extends MiniRouter {

    @Override
    protected boolean acceptsMechanism(byte[] mechanism) {
        return new String(mechanism, US_ASCII).trim().equalsIgnoreCase("NULL");
    }
}
