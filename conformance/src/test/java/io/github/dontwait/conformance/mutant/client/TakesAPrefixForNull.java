package io.github.dontwait.conformance.mutant.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Takes every mechanism that begins with NULL for NULL. */
@Kills(rule = "WIRE-04", says = "four zeros, \"X\") to be disconnected")
final class TakesAPrefixForNull extends MiniDealer {

    @Override
    protected boolean acceptsMechanism(byte[] mechanism) {
        return new String(mechanism, US_ASCII).startsWith("NULL");
    }
}
