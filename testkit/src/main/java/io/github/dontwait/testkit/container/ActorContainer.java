package io.github.dontwait.testkit.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.github.dontwait.testkit.transcript.ResourceUse;
import io.github.dontwait.testkit.transcript.StopReport;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A ZeroMQ actor in a container: it binds {@code tcp://0.0.0.0:5555} inside, as {@code DONTWAIT_ENDPOINT} tells it, and is
 * reached at {@link #endpoint()}, a port of 127.0.0.1 and of no other interface.
 *
 * <pre>{@code
 * try (ActorContainer worker = new ActorContainer("my-worker:latest").withLinger(Duration.ofSeconds(1))) {
 *     worker.start();
 *     try (Peers peers = Peers.to(worker.endpoint(), Transcript.begin(), Timeouts.standard())) {
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
public final class ActorContainer extends GenericContainer<ActorContainer> {

    /** The port inside. */
    public static final int PORT = 5555;

    private static final ExposedPort INSIDE = ExposedPort.tcp(PORT);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Map<String, String> BOUNDED_LOG = Map.of("max-size", "20m", "max-file", "2");

    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private int hostPort;
    private boolean hasOwnNetwork;
    private boolean isCreating;
    private @Nullable OwnNetwork network;
    private @Nullable Cut cut;

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

    @Override
    protected void containerIsStarting(InspectContainerResponse info) {
        ContainerExit.tell(Engine.client(), info.getId(), exit);
    }

    /** Where it is reached from this machine, as {@code tcp://127.0.0.1:32768}; another one perhaps after a cut was healed. */
    public String endpoint() {
        return "tcp://127.0.0.1:" + getMappedPort(PORT);
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

    /** As the engine sees it now, ports included. */
    @Override
    public InspectContainerResponse getContainerInfo() {
        return getContainerId() == null ? super.getContainerInfo() : getCurrentContainerInfo();
    }

    /**
     * Asks it to stop as an orchestrator does, with SIGTERM, and waits for its end; kills it if that does not come. What it
     * printed can be read until it is closed.
     *
     * @param patience how long to wait; the actor's linger and a second, say
     */
    public StopReport stopInOrder(Duration patience) {
        int port = getMappedPort(PORT);
        long begin = System.nanoTime();
        requestStop();
        OptionalInt code = awaitExit(patience);
        boolean isForced = code.isEmpty();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (isForced) {
            code = OptionalInt.of(kill());
        }
        List<String> lines = lines();
        boolean saidStopped = !lines.isEmpty() && lines.get(lines.size() - 1).equals("STOPPED");
        return new StopReport(took, code, isForced, saidStopped, HostPort.isFree(port));
    }

    /** Sends SIGTERM, and waits for nothing; harmless after its end. */
    public void requestStop() {
        String id = id();
        Owner.gone(() ->
                getDockerClient().killContainerCmd(id).withSignal("SIGTERM").exec());
    }

    /**
     * Ends it as a crash does, with SIGKILL, and waits for that; harmless after its end. What it printed can be read until it
     * is closed.
     *
     * @return its exit code: 137, unless it had ended before
     */
    public int kill() {
        String id = id();
        // It may have ended by itself meanwhile, which is what is wanted.
        Owner.gone(() -> getDockerClient().killContainerCmd(id).exec());
        return awaitExit(PATIENCE)
                .orElseThrow(() -> new IllegalStateException("the engine did not kill the container " + id));
    }

    /**
     * Waits for its end.
     *
     * @return the exit code, 128 and the signal's number for a signal; empty if it still runs
     */
    public OptionalInt awaitExit(Duration patience) {
        id();
        try {
            return OptionalInt.of(exit.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return OptionalInt.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the engine does not tell how the container ended", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** Completes with the exit code; exceptionally if the engine cannot tell. */
    public CompletableFuture<Integer> onExit() {
        return exit.copy();
    }

    /** Freezes all its processes: its connections stay, its port accepts, nothing is answered. */
    public void pause() {
        getDockerClient().pauseContainerCmd(id()).exec();
    }

    /** Lets them go on; what was sent meanwhile is there. */
    public void unpause() {
        getDockerClient().unpauseContainerCmd(id()).exec();
    }

    /**
     * Takes it out of all its networks. At {@link #directEndpoint()} packets vanish: connections stay, and are silent. At
     * {@link #endpoint()} connections are reset and new ones refused, since it is the engine that published the port.
     *
     * @throws IllegalStateException if it is cut off already
     */
    public void cutNetwork() {
        if (cut != null) {
            throw new IllegalStateException("the container is cut off already; heal it first");
        }
        cut = Cut.make(getDockerClient(), id());
    }

    /** Puts it back, in its own network at its old address; does nothing if it is not cut off. Ask for {@link #endpoint()} again. */
    public void healNetwork() {
        if (cut != null) {
            cut.heal();
            cut = null;
        }
    }

    /** The lines of its standard output so far. */
    public List<String> lines() {
        return text(OutputType.STDOUT);
    }

    /** The lines of its standard error so far. */
    public List<String> errorLines() {
        return text(OutputType.STDERR);
    }

    private List<String> text(OutputType type) {
        id();
        return getLogs(type).lines().toList();
    }

    /**
     * Waits for a line of its standard output, among those already printed too.
     *
     * @return the first that satisfies the condition; empty if none came in time
     */
    public Optional<String> awaitLine(Predicate<String> condition, Duration patience) throws InterruptedException {
        try (ContainerLog log = ContainerLog.follow(getDockerClient(), id(), condition)) {
            return Optional.of(log.found().get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a condition on a line threw", e.getCause());
        }
    }

    /**
     * Copies what it prints, from its beginning, as it comes, on a daemon thread; closes both streams at its end. Of a
     * reader that does not keep up, the engine may leave lines out.
     */
    public void copyOutput(OutputStream out, OutputStream err) {
        OutputCopy.start(getDockerClient(), id(), out, err);
    }

    /**
     * What it has used, by the engine's account, which is made once a second: this waits for the next one. Descriptors are
     * not in it, and are told as 0. Empty if it does not run, or the engine does not tell within some seconds.
     */
    public Optional<ResourceUse> resources() {
        String id = id();
        return exit.isDone() ? Optional.empty() : EngineAccount.of(getDockerClient(), id);
    }

    private String id() {
        String id = getContainerId();
        if (id == null) {
            throw new IllegalStateException(
                    "the container does not exist: start it first, and do not look after close()");
        }
        return id;
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
