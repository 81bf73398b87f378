package io.github.dontwait.conformance.control;

import io.github.dontwait.conformance.mutant.ModelService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds a free port itself where {@code *} is asked for, and says which; binds what it is told else. */
public final class OwnPortService extends ModelService {

    @Override
    protected String bind() throws IOException {
        Address address = endpoint(settings().endpoint());
        int port = address.port() == 0 ? freePort(address.host()) : address.port();
        return router().open(address.host(), port, socketOptions());
    }

    private static int freePort(String host) throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return probe.getLocalPort();
        }
    }
}
