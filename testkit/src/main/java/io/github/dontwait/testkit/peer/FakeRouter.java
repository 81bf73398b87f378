package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Deadline;
import io.github.dontwait.testkit.wire.Mechanism;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server for clients under test: a ROUTER that binds, takes every connection, and answers exactly what the test says.
 *
 * <p>One thread of its own does the handshakes, answers PING and collects requests, however many connections there are;
 * any thread may use it. Nothing is answered unless {@link #reply} or {@link #send} is called.
 */
public final class FakeRouter implements AutoCloseable {

    private static final WireOptions OPTIONS = WireOptions.of("ROUTER").withRoutingId(RoutingId.text(""));

    private final String name;
    private final Transcript transcript;
    private final Timeouts timeouts;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<ClientConnection> readyConnections = new LinkedBlockingQueue<>();
    private final List<ClientConnection> connections = new CopyOnWriteArrayList<>();
    private final List<ConnectionEvent> events = new CopyOnWriteArrayList<>();
    private final Consumer<Request> receiver;
    private final FakeRouterLoop loop;

    private FakeRouter(
            int port,
            String name,
            Transcript transcript,
            Timeouts timeouts,
            Mechanism mechanism,
            @Nullable Consumer<Request> receiver) {
        this.name = name;
        this.receiver = receiver == null ? requests::add : receiver;
        this.transcript = transcript;
        this.timeouts = timeouts;
        this.loop = new FakeRouterLoop(port, name, transcript, timeouts, OPTIONS.withMechanism(mechanism), this);
        transcript.joined(name);
    }

    /**
     * Listens on 127.0.0.1 and serves from now on.
     *
     * @param port 0 lets the system choose
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static FakeRouter listen(int port, String name, Transcript transcript, Timeouts timeouts) {
        return listen(port, name, transcript, timeouts, Mechanism.none());
    }

    /** The same, requiring this of its clients; nothing of one that is refused is taken. */
    public static FakeRouter listen(
            int port, String name, Transcript transcript, Timeouts timeouts, Mechanism mechanism) {
        return listen(port, name, transcript, timeouts, mechanism, null);
    }

    /** The same; the receiver, if there is one, gets the requests on the thread of the server, and nobody else does. */
    static FakeRouter listen(
            int port,
            String name,
            Transcript transcript,
            Timeouts timeouts,
            Mechanism mechanism,
            @Nullable Consumer<Request> receiver) {
        FakeRouter router = new FakeRouter(port, name, transcript, timeouts, mechanism, receiver);
        router.loop.start();
        return router;
    }

    /** Where clients connect to: {@code tcp://127.0.0.1:PORT}. */
    public String endpoint() {
        return "tcp://127.0.0.1:" + port();
    }

    /** The port, the same for its whole life. */
    public int port() {
        return loop.port();
    }

    // --- requests

    /** The next request of any client; none within the arrival patience is a failure. */
    public Request takeRequest() {
        return takeRequest(timeouts.arrival());
    }

    /** The next request of any client; none within the patience is a failure. */
    public Request takeRequest(Duration patience) {
        return pollRequest(patience).orElseThrow(() -> ExpectationFailedError.expecting(
                        name + " to receive a request within " + Words.of(patience))
                .but("received nothing; " + state())
                .transcript(transcript)
                .inVain()
                .error());
    }

    /** The next request of any client if it comes within the patience; with zero, if it is there now. */
    public Optional<Request> pollRequest(Duration patience) {
        return poll(requests, patience);
    }

    /** Answers a request: its envelope, then these texts, one frame each. */
    public void reply(Request request, String... texts) {
        reply(request, Message.of(texts));
    }

    /** Answers a request: its envelope, then this body. */
    public void reply(Request request, Message body) {
        request.connection().send(request.message().envelope().with(body));
    }

    /** Sends a message, all frames as they are. */
    public void send(ClientConnection connection, Message message) {
        connection.send(message);
    }

    // --- connections

    /** The next connection whose handshake is done, whether it still lasts or not; none in time is a failure. */
    public ClientConnection takeConnection() {
        return takeConnection(timeouts.arrival());
    }

    /** The same with another patience. */
    public ClientConnection takeConnection(Duration patience) {
        return pollConnection(patience).orElseThrow(() -> ExpectationFailedError.expecting(
                        "a client to connect to " + name + " within " + Words.of(patience))
                .but("none did; " + state())
                .transcript(transcript)
                .inVain()
                .error());
    }

    /** The next connection whose handshake is done if it comes within the patience. */
    public Optional<ClientConnection> pollConnection(Duration patience) {
        return poll(readyConnections, patience);
    }

    /** All connections that were ever accepted, in order. */
    public List<ClientConnection> connections() {
        return List.copyOf(connections);
    }

    /** What happened to all connections, in order. */
    public List<ConnectionEvent> events() {
        return List.copyOf(events);
    }

    /** Frees the port; connections last. Back when a connection would be refused. */
    public void stopListening() {
        loop.call(loop::stopListening);
    }

    /** Listens again, on the same port. */
    public void listenAgain() {
        loop.call(loop::listen);
    }

    /** Stops listening and ends all connections, in order (FIN) or at once (RST) as a server that is killed. */
    public void vanish(Event.Ending how) {
        stopListening();
        for (ClientConnection connection : connections) {
            if (how == Event.Ending.RST) {
                connection.reset();
            } else {
                connection.drop();
            }
        }
    }

    /** Closes everything and ends its thread; the second time nothing happens. */
    @Override
    public void close() {
        loop.close();
    }

    private <T> Optional<T> poll(BlockingQueue<T> queue, Duration patience) {
        requireHealthy();
        try {
            return Optional.ofNullable(queue.poll(Deadline.nanos(Words.patience(patience)), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while " + name + " was waiting");
        }
    }

    String state() {
        long open = connections.stream().filter(ClientConnection::isOpen).count();
        return "connections: " + connections.size() + " accepted, " + open + " open";
    }

    // --- for the loop and for connections

    void run(Runnable task) {
        loop.run(task);
    }

    void call(Runnable task) {
        loop.call(task);
    }

    void runIn(Duration delay, Runnable task) {
        loop.runIn(delay, task);
    }

    void requireHealthy() {
        loop.requireHealthy();
    }

    void accepted(ClientConnection connection) {
        connections.add(connection);
        happened(connection, ConnectionEvent.Kind.CONNECTED);
    }

    void ready(ClientConnection connection) {
        happened(connection, ConnectionEvent.Kind.READY);
        readyConnections.add(connection);
    }

    void received(ClientConnection connection, Message message) {
        receiver.accept(new Request(connection, message, transcript.nowMicros()));
    }

    void happened(ClientConnection connection, ConnectionEvent.Kind kind) {
        events.add(new ConnectionEvent(connection, kind, transcript.nowMicros()));
    }

    @Override
    public String toString() {
        return name + " at " + endpoint();
    }
}
