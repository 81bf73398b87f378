package io.github.dontwait.conformance.mutant.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniDealer;
import java.util.Map;

/** Announces that it is a ROUTER. */
@Kills(rule = "CLI-01", says = "Socket-Type=\"ROUTER\"")
final class SaysThatItIsARouter extends MiniDealer {

    @Override
    protected Map<String, byte[]> properties() {
        Map<String, byte[]> properties = super.properties();
        properties.put("Socket-Type", "ROUTER".getBytes(US_ASCII));
        return properties;
    }
}
