package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.swarm.Conversation.Asked;
import io.github.dontwait.testkit.swarm.SwarmFailure.Kind;
import io.github.dontwait.testkit.wire.TcpEndpoint;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Thousands of DEALER clients of one server, on a few threads: they connect, ask, judge every reply, and close.
 *
 * <p>What the server does wrong is a value in the {@link SwarmReport}, never an exception; {@link
 * SwarmReport#requireNoFailure()} makes an assertion error of it. Every phase ends: when all clients have what they
 * wait for, when nothing has come for the arrival patience of the plan, or when the phase's time is over. Between two
 * phases the clients stay connected and answer PINGs, so that a test can look at the server meanwhile.
 *
 * <pre>{@code
 * try (Swarm swarm = Swarm.to("tcp://127.0.0.1:5555", SwarmPlan.of(10_000).withRoundTrips(10))) {
 *     swarm.connect().requireNoFailure();
 *     // look at the server: it has ten thousand clients now
 *     swarm.exchange().requireNoFailure();
 *     swarm.disconnect().requireNoFailure();
 * }
 * }</pre>
 *
 * <p>The phases are for one thread at a time, in this order, the exchange as often as wanted; any thread may close it.
 */
public final class Swarm implements AutoCloseable {

    private static final AtomicInteger SWARMS = new AtomicInteger();

    /** How much longer than its own deadlines a phase may take before its thread counts as stuck. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final String endpoint;
    private final SwarmPlan plan;
    private final InetSocketAddress target;
    private final List<SwarmLoop> loops = new ArrayList<>();
    private List<Tally> tallies = List.of();
    private Duration connecting = Duration.ZERO;
    private Duration exchanging = Duration.ZERO;
    private int exchanges;
    private boolean isConnected;
    private boolean isDisconnected;
    private volatile boolean isClosed;

    private Swarm(String endpoint, SwarmPlan plan, Capacity capacity) {
        this.endpoint = endpoint;
        this.plan = plan;
        this.target = TcpEndpoint.parse(endpoint);
        SourceAddresses sources = capacity.require(plan, target.getAddress());
        String name = "swarm-" + SWARMS.incrementAndGet();
        int threads = Math.min(plan.threads(), plan.clients());
        for (int i = 0; i < threads; i++) {
            loops.add(new SwarmLoop(name + "-" + (i + 1), plan, target, sources, this::strike));
        }
        List<Behaviour> behaviours = plan.behaviours();
        for (int i = 0; i < plan.clients(); i++) {
            loopOf(i).add(i, behaviours.get(i));
        }
    }

    /**
     * A swarm whose clients will connect to an endpoint; nothing is connected yet.
     *
     * @param endpoint {@code tcp://HOST:PORT}
     * @throws IllegalArgumentException if the endpoint is of another shape
     * @throws IllegalStateException if this process may not open as many file descriptors, or there are not as many
     *     local ports; says how to get them
     */
    public static Swarm to(String endpoint, SwarmPlan plan) {
        return new Swarm(endpoint, plan, Capacity.ofThisProcess());
    }

    static Swarm to(String endpoint, SwarmPlan plan, Capacity capacity) {
        return new Swarm(endpoint, plan, capacity);
    }

    /** Connects, makes one exchange, disconnects; the report tells all of it. */
    public static SwarmReport run(String endpoint, SwarmPlan plan) {
        try (Swarm swarm = to(endpoint, plan)) {
            swarm.connect();
            swarm.exchange();
            return swarm.disconnect();
        }
    }

    /** Connects all clients, and waits for the end of each handshake. */
    public SwarmReport connect() {
        if (isConnected || isClosed) {
            throw new IllegalStateException("a swarm connects once; make a new one");
        }
        isConnected = true;
        loops.forEach(SwarmLoop::start);
        connecting = enter(ConnectPhase::new, plan.phase());
        return report();
    }

    /** Lets every connected client make the round trips of the plan. */
    public SwarmReport exchange() {
        requireConnected();
        exchanges++;
        exchanging = exchanging.plus(enter(ExchangePhase::new, plan.phase()));
        return report();
    }

    /** Closes all connections in order, and waits for the server to close its side of each. */
    public SwarmReport disconnect() {
        requireConnected();
        isDisconnected = true;
        enter(DisconnectPhase::new, plan.timeouts().close());
        return report();
    }

    private void requireConnected() {
        if (!isConnected) {
            throw new IllegalStateException("the swarm is not connected; call connect() first");
        }
        if (isClosed) {
            throw new IllegalStateException("the swarm is closed; make a new one");
        }
        if (isDisconnected) {
            throw new IllegalStateException("the swarm has disconnected, which it does once; make a new one");
        }
    }

    /** Has all loops go through a phase; says how long it took. */
    private Duration enter(Function<SwarmLoop, Phase> phase, Duration most) {
        long start = System.nanoTime();
        List<CompletableFuture<Tally>> ends =
                loops.stream().map(loop -> loop.enter(phase)).toList();
        long nanos = most.plus(plan.timeouts().arrival()).plus(MARGIN).toNanos();
        try {
            List<Tally> seen = new ArrayList<>();
            for (CompletableFuture<Tally> end : ends) {
                seen.add(end.get(start + nanos - System.nanoTime(), TimeUnit.NANOSECONDS));
            }
            tallies = seen;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a thread of the swarm has ended: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "a thread of the swarm does not come back; does the conversation wait for something?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static CancellationException cancelled(InterruptedException cause) {
        CancellationException cancelled = new CancellationException("interrupted while a swarm was at work");
        cancelled.initCause(cause);
        return cancelled;
    }

    private SwarmReport report() {
        Tally all = new Tally();
        tallies.forEach(all::add);
        forgetMisroutedAmongTheLost(all);
        return new SwarmReport(
                endpoint,
                plan.clients(),
                all.opened,
                all.open,
                (long) exchanges * plan.roundTrips() * plan.reading(),
                all.right,
                all.octetsSent,
                all.octetsReceived,
                connecting,
                exchanging,
                all.connect.summary(),
                all.handshake.summary(),
                all.roundTrip.summary(),
                all.counts,
                all.failures);
    }

    /** A loop that has not heard yet that a reply went to a client of another loop counts it as lost. */
    private static void forgetMisroutedAmongTheLost(Tally all) {
        if (all.counts.containsKey(Kind.MISROUTED) && all.counts.containsKey(Kind.LOST)) {
            all.forgetLost(lost -> all.misrouted.contains(new Asked(lost.client(), lost.request())));
        }
    }

    /** Tells a client that another got the reply to its request. */
    private void strike(Asked asked) {
        SwarmLoop loop = loopOf(asked.client());
        loop.execute(() -> loop.clients().get(asked.client() / loops.size()).strike(asked.number()));
    }

    private SwarmLoop loopOf(int client) {
        return loops.get(client % loops.size());
    }

    /** Closes what is still open at once, and ends the threads; the second time nothing happens. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        loops.forEach(isConnected ? SwarmLoop::stop : SwarmLoop::discard);
        boolean isInterrupted = Thread.interrupted();
        for (SwarmLoop loop : loops) {
            isInterrupted |= !loop.join(MARGIN);
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
