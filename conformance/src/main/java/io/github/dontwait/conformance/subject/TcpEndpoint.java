package io.github.dontwait.conformance.subject;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code tcp://host:port} address as subjects bind and announce it.
 *
 * @param host a name or an address without brackets; {@code *} for every interface
 * @param port 1 to 65535; 0 stands for {@code *}, a port that the subject picks
 */
record TcpEndpoint(String host, int port) {

    private static final Pattern FORM = Pattern.compile("tcp://(\\[[^\\]\\s]+]|[^:/\\s]+):(\\*|[0-9]{1,5})");

    /**
     * Reads an endpoint.
     *
     * @throws IllegalArgumentException naming the text and what was expected
     */
    static TcpEndpoint parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            String host = matcher.group(1).replaceAll("^\\[|]$", "");
            int port = matcher.group(2).equals("*") ? 0 : Integer.parseInt(matcher.group(2));
            if (port <= 65_535 && (port > 0 || matcher.group(2).equals("*"))) {
                return new TcpEndpoint(host, port);
            }
        }
        throw new IllegalArgumentException("endpoint '" + text
                + "': expected tcp://host:port with a port of 1 to 65535, for example tcp://127.0.0.1:5555");
    }

    /** Tells whether the port is known. */
    boolean isConcrete() {
        return port > 0;
    }

    /** Tells whether it means every interface. */
    boolean isWildcard() {
        return host.equals("*") || host.equals("0.0.0.0") || host.equals("::");
    }

    /**
     * Where to connect; a wildcard is reached on the loopback interface, a name at its first IPv4 address if it has one,
     * as ZeroMQ sockets resolve it by default. May ask the system's resolver; unresolved if the name is unknown.
     */
    InetSocketAddress reachable() {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(isWildcard() ? "127.0.0.1" : host);
            InetAddress chosen = Arrays.stream(addresses)
                    .filter(address -> address instanceof Inet4Address)
                    .findFirst()
                    .orElse(addresses[0]);
            return new InetSocketAddress(chosen, port);
        } catch (UnknownHostException e) {
            return InetSocketAddress.createUnresolved(host, port);
        }
    }

    /** The endpoint as one connects to it. */
    String toConnect() {
        return isWildcard() ? "tcp://127.0.0.1:" + text(port) : toString();
    }

    private static String text(int port) {
        return port == 0 ? "*" : Integer.toString(port);
    }

    @Override
    public String toString() {
        return "tcp://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + text(port);
    }
}
