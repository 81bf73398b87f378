package io.github.dontwait.testkit.swarm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * From which address each client connects. One address has only so many ports for one server; the loopback network has
 * many addresses, 127.0.0.1, 127.0.0.2, …
 *
 * @param portsPerAddress how many clients share an address; 0: the system chooses the address of all
 */
record SourceAddresses(int portsPerAddress) {

    /** How many of the addresses are used, at most. */
    static final int MOST_ADDRESSES = 250;

    static SourceAddresses ofTheSystem() {
        return new SourceAddresses(0);
    }

    /** Where a client connects from, any port; null for the system's choice. */
    @Nullable
    SocketAddress of(int client) {
        if (portsPerAddress == 0) {
            return null;
        }
        try {
            byte[] octets = {127, 0, 0, (byte) (1 + client / portsPerAddress)};
            return new InetSocketAddress(InetAddress.getByAddress(octets), 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }
}
