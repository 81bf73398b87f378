package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniDealer;
import java.util.Map;

/** Sends a READY without its Socket-Type. */
@Kills(rule = "CLI-01", says = "a READY with Socket-Type=\"DEALER\"")
final class LeavesOutItsSocketType extends MiniDealer {

    @Override
    protected Map<String, byte[]> properties() {
        Map<String, byte[]> properties = super.properties();
        properties.remove("Socket-Type");
        return properties;
    }
}
