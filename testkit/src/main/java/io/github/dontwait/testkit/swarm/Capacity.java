package io.github.dontwait.testkit.swarm;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this process may have of what a swarm needs.
 *
 * @param descriptors how many file descriptors it may open
 * @param descriptorsOpen how many of them it has open
 * @param ports how many local ports the system gives out for one address
 * @param hasManyAddresses whether all of 127.0.0.0/8 are addresses of this machine, as on Linux
 */
record Capacity(long descriptors, long descriptorsOpen, int ports, boolean hasManyAddresses) {

    static final String NO_PORT_LEFT = "no local port is left for it; let fewer clients connect, wait a minute for"
            + " closed connections to be forgotten, or widen net.ipv4.ip_local_port_range";
    static final String NO_DESCRIPTOR_LEFT =
            "no file descriptor is left for it; raise the limit that 'ulimit -n' shows, or let fewer clients connect";

    private static final Path PORT_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    private static final Pattern RANGE = Pattern.compile("([0-9]+)\\s+([0-9]+)\\s*");

    /** The range that IANA recommends, and most systems other than Linux use: 49152 to 65535. */
    private static final int USUAL_PORTS = 16_384;

    /** For the selectors, and for what the test itself opens meanwhile. */
    private static final int SPARE_DESCRIPTORS = 50;

    private static final int DESCRIPTORS_PER_THREAD = 3;

    /** What this process may have; what cannot be found out counts as plenty. */
    static Capacity ofThisProcess() {
        boolean isLinux = System.getProperty("os.name", "").startsWith("Linux");
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            return new Capacity(
                    system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount(), portsHere(), isLinux);
        }
        return new Capacity(Long.MAX_VALUE, 0, portsHere(), isLinux);
    }

    private static int portsHere() {
        if (!Files.isReadable(PORT_RANGE)) {
            return USUAL_PORTS;
        }
        // These files give all that they have to the first read: it must be a large one, as a buffered reader's is.
        try (BufferedReader lines = Files.newBufferedReader(PORT_RANGE)) {
            return portsOf(String.valueOf(lines.readLine()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + PORT_RANGE, e);
        }
    }

    private static int portsOf(String range) {
        Matcher ends = RANGE.matcher(range);
        if (!ends.matches()) {
            throw new IllegalStateException(PORT_RANGE + " has not the shape of two numbers: \"" + range + "\"");
        }
        return Integer.parseInt(ends.group(2)) - Integer.parseInt(ends.group(1)) + 1;
    }

    /**
     * Requires that there is enough for a plan.
     *
     * @return from which addresses the clients have to connect
     * @throws IllegalStateException naming what is missing, how much, and how to get it
     */
    SourceAddresses require(SwarmPlan plan, InetAddress server) {
        long needed =
                descriptorsOpen + plan.clients() + (long) DESCRIPTORS_PER_THREAD * plan.threads() + SPARE_DESCRIPTORS;
        if (needed > descriptors) {
            throw new IllegalStateException("a swarm of " + plan.clients() + " clients needs " + needed
                    + " file descriptors, and this process may open " + descriptors + ": start it where 'ulimit -n'"
                    + " shows " + needed + " or more ('ulimit -n " + needed + "' raises it up to what 'ulimit -Hn'"
                    + " shows; beyond that nofile in /etc/security/limits.conf, LimitNOFILE of a systemd unit,"
                    + " --ulimit nofile of a container). A server on this machine needs about as many of its own");
        }
        return sources(plan.clients(), server);
    }

    private SourceAddresses sources(int clients, InetAddress server) {
        // Not to the last port: other programs want some, and closed connections hold theirs for a minute.
        int usable = Math.max(1, ports / 10 * 9);
        if (clients <= usable) {
            return SourceAddresses.ofTheSystem();
        }
        long most = (long) usable * SourceAddresses.MOST_ADDRESSES;
        if (hasManyAddresses && server.getAddress()[0] == 127 && server.getAddress().length == 4 && clients <= most) {
            return new SourceAddresses(usable);
        }
        throw new IllegalStateException("a swarm of " + clients + " clients needs as many local ports, and this system"
                + " gives " + usable + " to connections with " + server.getHostAddress() + ": widen the range (on Linux"
                + " sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\"), or let several machines share the"
                + " clients");
    }
}
