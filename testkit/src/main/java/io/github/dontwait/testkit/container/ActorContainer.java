package io.github.dontwait.testkit.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A ZeroMQ actor in a container: it binds {@code tcp://0.0.0.0:5555} inside, as {@code DONTWAIT_ENDPOINT} tells it, and is
 * reached at {@link #endpoint()}, a port of 127.0.0.1 and of no other interface.
 *
 * <pre>{@code
 * try (ActorContainer worker = new ActorContainer("my-worker:latest").withLinger(Duration.ofSeconds(1))) {
 *     worker.start();
 *     try (Peers peers = Peers.to(worker.endpoint())) {
 *         Peer alice = peers.dealer("alice");
 *         alice.send("ping");
 *         alice.expect("ping");
 *     }
 *     assertThat(worker.stopInOrder(Duration.ofSeconds(5)).exitCode()).hasValue(0);
 * }
 * }</pre>
 *
 * <p>It is ready when it prints {@code READY <endpoint>}; a service that does not is awaited with {@code
 * waitingFor(EndpointWaitStrategy.handshake())}. Its image is never pulled. What is set after the start has no effect, and
 * what looks at the container needs a started one ({@link IllegalStateException} otherwise). Used by one thread at a time,
 * but {@link #close()}, {@link #kill()} and {@link #endpoint()} by any.
 *
 * <p>{@link #stop()} and {@link #close()} end the container at once and remove it. Whatever becomes of this process,
 * nothing stays: a signal removes its containers, and those of a process that was killed are removed when the next one starts
 * an actor.
 */
public final class ActorContainer extends ControlledContainer<ActorContainer> {

    /** The port inside. */
    public static final int PORT = 5555;

    private static final ExposedPort INSIDE = ExposedPort.tcp(PORT);
    private static final Map<String, String> BOUNDED_LOG = Map.of("max-size", "20m", "max-file", "2");

    private int hostPort;
    private boolean hasOwnNetwork;
    private boolean isCreating;
    private @Nullable OwnNetwork network;

    /**
     * An actor in an image that the engine has.
     *
     * @param image as {@code name}, {@code name:tag} or {@code name@sha256:…}
     */
    public ActorContainer(String image) {
        super(image);
        withImagePullPolicy(name -> false);
        withEnv("DONTWAIT_ENDPOINT", "tcp://0.0.0.0:" + PORT);
        withLabels(Owner.label());
        withCreateContainerCmdModifier(this::shape);
        withStartupCheckStrategy(new NoCheck());
        waitingFor(EndpointWaitStrategy.ready());
    }

    /**
     * Why no actor of this image can be started on this machine: no engine answers, or it has no such image. Found out at
     * once, for tests that are skipped then.
     *
     * @return one sentence; empty if nothing stands in the way
     */
    public static Optional<String> obstacle(String image) {
        try {
            Engine.requireImage(DockerImageName.parse(image).asCanonicalNameString());
            return Optional.empty();
        } catch (ActorStartException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Asks for the verbs of the subject contract, {@code $work} and so on, from an actor that has them. */
    public ActorContainer withContract() {
        return withEnv("DONTWAIT_CONTRACT", "1");
    }

    /** {@code worker} or {@code server}. */
    public ActorContainer withRole(String role) {
        return withEnv("DONTWAIT_ROLE", role);
    }

    /** How long unsent replies may hold up its end; whole milliseconds. */
    public ActorContainer withLinger(Duration linger) {
        return withEnv("DONTWAIT_LINGER_MS", Long.toString(linger.toMillis()));
    }

    /** The interval of its heartbeats; whole milliseconds, zero for none. */
    public ActorContainer withHeartbeat(Duration interval) {
        return withEnv("DONTWAIT_HEARTBEAT_MS", Long.toString(interval.toMillis()));
    }

    /**
     * Publishes this port of 127.0.0.1, instead of one that the engine picks: for a container that takes the place of
     * another one. It must be free.
     */
    public ActorContainer withHostPort(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + ": expected 1 to 65535");
        }
        hostPort = port;
        return this;
    }

    /**
     * Gives it a network of its own, so that it can be reached at {@link #directEndpoint()} too. Only there a cut looks like
     * one: packets vanish. Needs an engine on this very machine, and Linux.
     */
    public ActorContainer withOwnNetwork() {
        hasOwnNetwork = true;
        return this;
    }

    /**
     * Starts it and waits until it is ready; does nothing if it was started before.
     *
     * @throws ActorStartException if there is no engine or no such image, at once; if it ends before it is ready; if it is
     *     not ready in time
     */
    @Override
    public void start() {
        if (getContainerId() != null) {
            return;
        }
        DockerClient engine = Engine.client();
        Engine.requireImage(getDockerImageName());
        Owner.beginCreating(engine);
        isCreating = true;
        try {
            network = hasOwnNetwork ? OwnNetwork.make(engine) : null;
            super.start();
        } catch (ContainerLaunchException e) {
            removeAll(engine);
            throw told(e);
        } finally {
            endCreating();
        }
    }

    /** Testcontainers itself leaves a container behind if it is interrupted while it reads the log of one that failed. */
    private void removeAll(DockerClient engine) {
        boolean isInterrupted = Thread.interrupted();
        try {
            String id = getContainerId();
            if (id != null) {
                Owner.removeContainer(engine, id);
            }
            removeNetwork();
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ActorStartException told(ContainerLaunchException thrown) {
        Throwable root = thrown;
        while (!(root instanceof ActorStartException) && root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof ActorStartException told
                ? told
                : new ActorStartException(
                        "the engine does not start a container of " + getDockerImageName() + ": " + root.getMessage(),
                        thrown);
    }

    private void shape(CreateContainerCmd command) {
        HostConfig host = Objects.requireNonNull(command.getHostConfig());
        Ports.Binding outside =
                hostPort == 0 ? Ports.Binding.bindIp("127.0.0.1") : Ports.Binding.bindIpAndPort("127.0.0.1", hostPort);
        // Not by withExposedPorts: Testcontainers would wait for the ports of a container that has ended already.
        command.withExposedPorts(INSIDE);
        host.withPortBindings(new PortBinding(outside, INSIDE));
        host.withPublishAllPorts(false);
        host.withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, BOUNDED_LOG));
        command.withStdinOpen(true);
        if (network != null) {
            host.withNetworkMode(network.id());
            command.withIpv4Address(network.address());
        }
    }

    @Override
    protected void containerIsCreated(String id) {
        endCreating();
    }

    private void endCreating() {
        if (isCreating) {
            isCreating = false;
            Owner.endCreating();
        }
    }

    /** Where it is reached from this machine, as {@code tcp://127.0.0.1:32768}; another one perhaps after a cut was healed. */
    public String endpoint() {
        return "tcp://127.0.0.1:" + publishedPort();
    }

    /**
     * Where it is reached in its own network; stays the same.
     *
     * @throws IllegalStateException without {@link #withOwnNetwork()}
     */
    public String directEndpoint() {
        if (network == null) {
            throw new IllegalStateException(
                    "the container has no network of its own; ask for one with withOwnNetwork()");
        }
        return "tcp://" + network.address() + ":" + PORT;
    }

    /** Ends it at once and removes it with all that belongs to it; harmless the second time. */
    @Override
    public void stop() {
        String id = getContainerId();
        if (id != null) {
            Owner.removeContainer(Engine.client(), id);
            super.stop();
        }
        removeNetwork();
    }

    private void removeNetwork() {
        if (network != null) {
            network.remove();
            network = null;
        }
    }

    /** Whether it still runs is found out while it is awaited; Testcontainers looks once a second, for all containers. */
    private static final class NoCheck extends StartupCheckStrategy {

        @Override
        public boolean waitUntilStartupSuccessful(DockerClient engine, String id) {
            return true;
        }

        @Override
        public StartupStatus checkStartupState(DockerClient engine, String id) {
            return StartupStatus.SUCCESSFUL;
        }
    }
}
