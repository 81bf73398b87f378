package io.github.dontwait.testkit.swarm;

import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a swarm does: an immutable value.
 *
 * <pre>{@code
 * SwarmPlan plan = SwarmPlan.of(10_000).withRoundTrips(10).withConversation(Conversation.echo(64));
 * }</pre>
 *
 * @param clients how many clients, at least 1
 * @param routingIdPrefix each announces this and its number as its routing id; null: none announces any
 * @param conversation what they ask, and what must come back
 * @param roundTrips how many round trips each makes in an exchange; a fence follows that is not counted
 * @param window how many requests of a client may be open at once, 1 to {@value #LARGEST_WINDOW}
 * @param thinkTime how long a client pauses between a reply and the next request; the first requests are spread over it
 * @param neverReading how many of the clients ask and never read
 * @param vanishing how many of the clients ask once and reset their connection
 * @param connectingAtOnce how many may be between connecting and the end of their handshake. The server itself sets the
 *     pace so, and its queue of connections (100 in libzmq and JeroMQ) never overflows
 * @param connectsPerSecond a bound on how fast they connect; 0 for none but the server's pace
 * @param threads how many threads serve them all
 * @param timeouts patience: {@code arrival} with a handshake, and with a server from which nothing comes; {@code close}
 *     with the end of the connections; {@code silence}, after which fences ask what was lost
 * @param phase how long connecting, and each exchange, may take in all
 */
public record SwarmPlan(
        int clients,
        @Nullable String routingIdPrefix,
        Conversation conversation,
        int roundTrips,
        int window,
        Duration thinkTime,
        int neverReading,
        int vanishing,
        int connectingAtOnce,
        int connectsPerSecond,
        int threads,
        Timeouts timeouts,
        Duration phase) {

    /** The default high-water mark of ZeroMQ: beyond it a server may drop replies and be right. */
    public static final int LARGEST_WINDOW = 1_000;

    private static final int USUAL_CONNECTING_AT_ONCE = 64;
    private static final int MOST_CLIENTS = 1_000_000;
    private static final int SMALL_BUFFER = 4 << 10;

    public SwarmPlan {
        require(clients >= 1 && clients <= MOST_CLIENTS, "a swarm has 1 to 1000000 clients, not " + clients);
        require(roundTrips >= 0, "round trips are 0 or more, not " + roundTrips);
        require(
                window >= 1 && window <= LARGEST_WINDOW,
                "a window is 1 to 1000, the default high-water mark, not " + window);
        require(!thinkTime.isNegative(), "a think time is zero or more, not " + thinkTime);
        require(
                neverReading >= 0 && vanishing >= 0 && (long) neverReading + vanishing <= clients,
                neverReading + " clients that never read and " + vanishing + " that vanish are not a part of "
                        + clients);
        require(connectingAtOnce >= 1, "at least 1 client connects at once, not " + connectingAtOnce);
        require(connectsPerSecond >= 0, "connects per second are 0 (no bound) or more, not " + connectsPerSecond);
        require(threads >= 1, "a swarm has at least 1 thread, not " + threads);
        require(!phase.isNegative() && !phase.isZero(), "a phase has more than no time, not " + phase);
    }

    private static void require(boolean isRight, String message) {
        if (!isRight) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * So many clients that announce {@code swarm-0}, {@code swarm-1}, …, make one round trip of 64 octets, one request
     * at a time, and have a minute for each phase; one thread.
     */
    public static SwarmPlan of(int clients) {
        return new SwarmPlan(
                clients,
                "swarm-",
                Conversation.echo(64),
                1,
                1,
                Duration.ZERO,
                0,
                0,
                USUAL_CONNECTING_AT_ONCE,
                0,
                1,
                Timeouts.configured(),
                Duration.ofMinutes(1));
    }

    private SwarmPlan with(Consumer<SwarmDraft> change) {
        SwarmDraft draft = new SwarmDraft(this);
        change.accept(draft);
        return draft.plan();
    }

    /** The same with so many clients. */
    public SwarmPlan withClients(int number) {
        return with(draft -> draft.clients = number);
    }

    /** The same with routing ids that begin with this text; each client's number follows. */
    public SwarmPlan withRoutingIds(String prefix) {
        return with(draft -> draft.routingIdPrefix = prefix);
    }

    /** The same without routing ids: the server gives each client one. */
    public SwarmPlan anonymous() {
        return with(draft -> draft.routingIdPrefix = null);
    }

    /** The same with other requests and replies. */
    public SwarmPlan withConversation(Conversation other) {
        return with(draft -> draft.conversation = other);
    }

    /** The same with so many round trips of each client in an exchange. */
    public SwarmPlan withRoundTrips(int number) {
        return with(draft -> draft.roundTrips = number);
    }

    /** The same with so many requests of a client open at once. */
    public SwarmPlan withWindow(int requests) {
        return with(draft -> draft.window = requests);
    }

    /** The same with a pause between a reply and the next request. */
    public SwarmPlan withThinkTime(Duration pause) {
        return with(draft -> draft.thinkTime = pause);
    }

    /** The same with so many of the clients asking and never reading. */
    public SwarmPlan withNeverReading(int number) {
        return with(draft -> draft.neverReading = number);
    }

    /** The same with so many of the clients asking once and resetting their connection. */
    public SwarmPlan withVanishing(int number) {
        return with(draft -> draft.vanishing = number);
    }

    /** The same with so many clients at most between connecting and the end of their handshake. */
    public SwarmPlan withConnectingAtOnce(int number) {
        return with(draft -> draft.connectingAtOnce = number);
    }

    /** The same with so many new connections a second at most. */
    public SwarmPlan withConnectsPerSecond(int number) {
        return with(draft -> draft.connectsPerSecond = number);
    }

    /** The same on so many threads. */
    public SwarmPlan withThreads(int number) {
        return with(draft -> draft.threads = number);
    }

    /** The same with another patience. */
    public SwarmPlan withTimeouts(Timeouts other) {
        return with(draft -> draft.timeouts = other);
    }

    /** The same with so long for connecting, and for each exchange. */
    public SwarmPlan withPhase(Duration most) {
        return with(draft -> draft.phase = most);
    }

    /** How many of the clients read their replies. */
    public int reading() {
        return clients - neverReading - vanishing;
    }

    /** What each client does: the odd ones are scattered among the others, in the same places each time. */
    List<Behaviour> behaviours() {
        Behaviour[] behaviours = new Behaviour[clients];
        Arrays.fill(behaviours, Behaviour.READS);
        Arrays.fill(behaviours, 0, neverReading, Behaviour.NEVER_READS);
        Arrays.fill(behaviours, neverReading, neverReading + vanishing, Behaviour.VANISHES);
        List<Behaviour> scattered = Arrays.asList(behaviours);
        Collections.shuffle(scattered, new Random(clients));
        return scattered;
    }

    /** The routing id that a client announces; null for none. */
    @Nullable
    RoutingId routingId(int client) {
        return routingIdPrefix == null ? null : RoutingId.text(routingIdPrefix + client);
    }

    /** What a client says in its handshake; one that never reads has room for little. */
    WireOptions wireOptions(int client, Behaviour behaviour) {
        WireOptions options = WireOptions.of("DEALER").withRoutingId(routingId(client));
        return behaviour == Behaviour.NEVER_READS ? options.withReceiveBufferSize(SMALL_BUFFER) : options;
    }

    /** A client as failures call it. */
    String name(int client) {
        RoutingId id = routingId(client);
        return "client " + client + (id == null ? "" : " (routing id " + id + ")");
    }
}
