package io.github.dontwait.testkit.container;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.github.dontwait.testkit.transcript.ResourceUse;
import io.github.dontwait.testkit.transcript.StopReport;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;

/** What can be done to a started container, and seen of it; how it is started is {@link ActorContainer}'s. */
abstract class ControlledContainer<SELF extends ControlledContainer<SELF>> extends GenericContainer<SELF> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private volatile CompletableFuture<Integer> exit = new CompletableFuture<>();
    private @Nullable Cut cut;

    ControlledContainer(String image) {
        super(image);
    }

    @Override
    protected void containerIsStarting(InspectContainerResponse info) {
        exit = new CompletableFuture<>();
        cut = null;
        ContainerExit.tell(Engine.client(), info.getId(), exit);
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
        int port = publishedPort();
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
        return new StopReport(
                took,
                code,
                isForced,
                Optional.of(saidStopped),
                OptionalInt.of(port),
                Optional.of(HostPort.isFree(port)),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    /**
     * The port of 127.0.0.1 that leads to the actor now.
     *
     * @throws IllegalStateException if there is none
     */
    int publishedPort() {
        id();
        try {
            return getMappedPort(ActorContainer.PORT);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the container publishes no port now: it has ended, or its network is cut", e);
        }
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
     * Takes it out of all its networks. At {@link ActorContainer#directEndpoint()} packets vanish: connections stay, and are silent. At
     * {@link ActorContainer#endpoint()} connections are reset and new ones refused, since it is the engine that published the port.
     *
     * @throws IllegalStateException if it is cut off already
     */
    public void cutNetwork() {
        if (cut != null) {
            throw new IllegalStateException("the container is cut off already; heal it first");
        }
        cut = Cut.make(getDockerClient(), id());
    }

    /** Puts it back, in its own network at its old address; does nothing if it is not cut off. Ask for {@link ActorContainer#endpoint()} again. */
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
}
