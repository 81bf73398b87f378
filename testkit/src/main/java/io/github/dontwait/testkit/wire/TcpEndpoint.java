package io.github.dontwait.testkit.wire;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An endpoint as ZeroMQ writes it, to connect to. */
public final class TcpEndpoint {

    private static final Pattern SHAPE = Pattern.compile("tcp://(\\[[^]]+]|[^:\\[\\]]+):([0-9]{1,5})");

    private TcpEndpoint() {}

    /**
     * The address of {@code tcp://HOST:PORT}; IPv6 addresses stand in brackets.
     *
     * @throws IllegalArgumentException if it is no endpoint, or cannot be connected to
     */
    public static InetSocketAddress parse(String endpoint) {
        Matcher matcher = SHAPE.matcher(requireNonNull(endpoint, "endpoint"));
        if (!matcher.matches()) {
            throw wrong(endpoint);
        }
        int port = Integer.parseInt(matcher.group(2));
        String host = matcher.group(1).replace("[", "").replace("]", "");
        if (port < 1 || port > 65535 || host.equals("*")) {
            throw wrong(endpoint);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "nobody knows the host \"" + host + "\" of \"" + endpoint + "\"; give an address, for example "
                            + "tcp://127.0.0.1:5555",
                    e);
        }
    }

    private static IllegalArgumentException wrong(String endpoint) {
        return new IllegalArgumentException("not an endpoint to connect to: \"" + endpoint
                + "\"; expected tcp://HOST:PORT with a port from 1 to 65535, for example tcp://127.0.0.1:5555");
    }
}
