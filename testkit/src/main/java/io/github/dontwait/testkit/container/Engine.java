package io.github.dontwait.testkit.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.utility.TestcontainersConfiguration;

/**
 * The container engine, as Testcontainers finds it, asked directly: Testcontainers' own client starts a container of its own
 * first, and pulls images for two minutes without a word where there is no registry.
 */
final class Engine {

    private static final String SCHEME = "unix://";
    private static @Nullable DockerClient client;

    private Engine() {}

    /**
     * A client that is shared and never closed.
     *
     * @throws ActorStartException at once, if no engine answers
     */
    static synchronized DockerClient client() {
        missing().ifPresent(reason -> {
            throw new ActorStartException(reason, null);
        });
        if (client == null) {
            try {
                client = DockerClientProviderStrategy.getClientForConfig(
                        DockerClientFactory.instance().getTransportConfig());
            } catch (RuntimeException e) {
                throw new ActorStartException(
                        "no container engine answers: " + e.getMessage()
                                + "; start Docker, or name its address in DOCKER_HOST",
                        e);
            }
        }
        return client;
    }

    /** Why certainly no engine answers; empty if one may. */
    static Optional<String> missing() {
        TestcontainersConfiguration configuration = TestcontainersConfiguration.getInstance();
        String named = configuration.getEnvVarOrUserProperty("docker.host", "");
        boolean isFurtherAway = !named.isEmpty() && !named.startsWith(SCHEME)
                || !configuration.getUserProperty("tc.host", "").isEmpty();
        if (isFurtherAway || File.separatorChar != '/') {
            return Optional.empty();
        }
        return missing(named);
    }

    /** The same for the address of an engine on this machine; empty for the usual ones. */
    static Optional<String> missing(String named) {
        // Testcontainers would try a socket that nobody listens on for ten seconds.
        List<String> tried = new ArrayList<>();
        for (Path socket : named.isEmpty() ? usual() : List.of(Path.of(named.substring(SCHEME.length())))) {
            String refusal = refusal(socket);
            if (refusal == null) {
                return Optional.empty();
            }
            tried.add(socket + ": " + refusal);
        }
        String where = named.isEmpty()
                ? tried.stream().collect(Collectors.joining("; ", "(", ")"))
                : "at " + named + " (" + refusalOf(tried) + "), which DOCKER_HOST names";
        return Optional.of(
                "no container engine answers " + where + "; start Docker, or name its address in DOCKER_HOST");
    }

    private static String refusalOf(List<String> tried) {
        return tried.get(0).substring(tried.get(0).indexOf(": ") + 2);
    }

    private static List<Path> usual() {
        Path docker = Path.of(System.getProperty("user.home"), ".docker");
        List<Path> sockets = new ArrayList<>(List.of(
                Path.of("/var/run/docker.sock"),
                docker.resolve("run/docker.sock"),
                docker.resolve("desktop/docker.sock")));
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isEmpty()) {
            sockets.add(Path.of(runtime, "docker.sock"));
        }
        return sockets;
    }

    private static @Nullable String refusal(Path socket) {
        if (!socket.toFile().exists()) {
            return "there is no such socket";
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return null;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /**
     * Makes sure that the engine has an image; nothing is pulled.
     *
     * @throws ActorStartException at once, if it has not
     */
    static void requireImage(String image) {
        try {
            client().inspectImageCmd(image).exec();
        } catch (NotFoundException e) {
            throw new ActorStartException(
                    "the engine has no image '" + image
                            + "', and actors are never pulled; build it, or get it with 'docker pull " + image + "'",
                    e);
        }
    }
}
