package io.github.dontwait.conformance.mutant.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniDealer;
import java.util.Map;

/** Makes itself a routing id that begins with the octet 0. */
@Kills(rule = "CLI-01", says = "Identity=")
final class TakesAReservedRoutingId extends MiniDealer {

    @Override
    protected Map<String, byte[]> properties() {
        Map<String, byte[]> properties = super.properties();
        properties.put("Identity", "\0client".getBytes(US_ASCII));
        return properties;
    }
}
