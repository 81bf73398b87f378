package io.github.dontwait.testkit.container;

import com.github.dockerjava.api.DockerClient;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;

/**
 * Waits until a container serves a ZeroMQ endpoint, for {@link ActorContainer} and for any other container of Testcontainers.
 *
 * <p>A bound port proves nothing: the proxy of the engine accepts connections before the program in the container does. So
 * an actor is ready when it says {@code READY} ({@link #ready()}), and a plain service when a ZMTP handshake is finished at
 * its port ({@link #handshake(int)}). A container that ends meanwhile fails the start at once, with its exit code and its last
 * lines. One strategy may serve several containers, also at once.
 */
public final class EndpointWaitStrategy implements WaitStrategy {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 50;
    private static final Pattern READY = Pattern.compile("READY +[a-z]+://\\S+.*");

    private static final int NOTHING = -1;

    private final int port;
    private volatile Duration patience = PATIENCE;

    private EndpointWaitStrategy(int port) {
        this.port = port;
    }

    /** Waits for nothing: it is enough that the container was started. */
    public static EndpointWaitStrategy none() {
        return new EndpointWaitStrategy(NOTHING);
    }

    /** Waits for a line {@code READY <endpoint> …} on standard output, for 30 s unless told otherwise. */
    public static EndpointWaitStrategy ready() {
        return new EndpointWaitStrategy(0);
    }

    /** Waits for a finished ZMTP handshake (NULL) at the port of {@link ActorContainer}. */
    public static EndpointWaitStrategy handshake() {
        return handshake(ActorContainer.PORT);
    }

    /**
     * Waits for a finished ZMTP handshake (NULL), for 30 s unless told otherwise. The service sees a DEALER come and go.
     *
     * @param port inside the container; must be published
     */
    public static EndpointWaitStrategy handshake(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + ": expected 1 to 65535");
        }
        return new EndpointWaitStrategy(port);
    }

    /** Changes how long it waits; returns itself. */
    @Override
    public EndpointWaitStrategy withStartupTimeout(Duration timeout) {
        patience = timeout;
        return this;
    }

    /**
     * Waits.
     *
     * @throws ActorStartException if the container ends first, or is not ready in time
     */
    @Override
    public void waitUntilReady(WaitStrategyTarget target) {
        if (port == NOTHING) {
            return;
        }
        DockerClient engine = target.getDockerClient();
        String id = target.getContainerId();
        try (ContainerLog log = ContainerLog.follow(
                        engine, id, line -> READY.matcher(line).matches());
                ContainerExit exit = ContainerExit.of(engine, id)) {
            boolean isReady = port == 0 ? saysReady(log, exit) : shakesHands(target, exit);
            if (!isReady) {
                throw failure(target, log, exit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerLaunchException("interrupted while it waited for the container", e);
        }
    }

    private boolean saysReady(ContainerLog log, ContainerExit exit) throws InterruptedException {
        await(CompletableFuture.anyOf(log.found(), exit.code()), patience);
        if (exit.code().isDone()) {
            // Its last words may be READY, and may still be on their way.
            log.awaitEnd(LAST_WORDS);
        }
        return log.found().isDone();
    }

    private boolean shakesHands(WaitStrategyTarget target, ContainerExit exit) throws InterruptedException {
        String host = target instanceof ActorContainer ? "127.0.0.1" : target.getHost();
        long deadline = System.nanoTime() + patience.toNanos();
        while (!exit.code().isDone()) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative()) {
                return false;
            }
            if (hasShaken(new InetSocketAddress(host, target.getMappedPort(port)), left)) {
                return true;
            }
            // That somebody begins to listen is no event; that the container ends is one.
            await(exit.code(), Duration.ofMillis(PAUSE_MILLIS));
        }
        return false;
    }

    private static boolean hasShaken(InetSocketAddress address, Duration patience) {
        Duration arrival = patience.compareTo(Timeouts.standard().arrival()) < 0
                ? patience
                : Timeouts.standard().arrival();
        try (WirePeer peer = WirePeer.connect(
                address, "the wait", Transcript.none(), Timeouts.standard().withArrival(arrival))) {
            peer.handshake(WireOptions.of("DEALER"));
            return true;
        } catch (WireException | UncheckedIOException e) {
            return false;
        }
    }

    private ActorStartException failure(WaitStrategyTarget target, ContainerLog log, ContainerExit exit)
            throws InterruptedException {
        String image = target.getContainerInfo().getConfig().getImage();
        if (exit.code().isDone()) {
            log.awaitEnd(LAST_WORDS);
            int code = exit.code().isCompletedExceptionally() ? -1 : exit.code().join();
            return ActorStartException.ended(image, code, log.last());
        }
        List<String> lines = log.last();
        String missing = port == 0 ? "no line 'READY <endpoint>'" : "no finished ZMTP handshake at its port " + port;
        return ActorStartException.late(image, missing + " within " + patience.toMillis() / 1_000.0 + " s", lines);
    }

    private static void await(CompletableFuture<?> event, Duration patience) throws InterruptedException {
        try {
            event.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (ExecutionException e) {
            // The engine cannot tell how the container ended; whoever looks at the event sees that.
            return;
        }
    }
}
