package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Mechanism;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A scripted server for clients under test: enqueue answers, run the client, take its requests.
 *
 * <p>It is a ROUTER on 127.0.0.1, at a port that it keeps for its whole life. Each request takes the next answer from the
 * queue; one that finds none waits for the next {@link #enqueue}. One thread of its own serves all clients; any thread may
 * use it. {@link Peers#fakeServer} makes it, and the peers close it.
 */
public final class FakeServer implements AutoCloseable {

    private final String name;
    private final Transcript transcript;
    private final Timeouts timeouts;
    private final RequestQueue requests = new RequestQueue();
    private final ServerExpectations expectations;
    private final AnswerDesk desk;
    private final FakeRouter router;
    private volatile @Nullable RuntimeException failure;

    FakeServer(String name, int port, Mechanism mechanism, Transcript transcript, Timeouts timeouts) {
        this.name = name;
        this.transcript = transcript;
        this.timeouts = timeouts;
        this.desk = new AnswerDesk(name, transcript);
        this.router = FakeRouter.listen(port, name, transcript, timeouts, mechanism, this::received);
        this.expectations = new ServerExpectations(this, name, requests, transcript);
    }

    private void received(Request request) {
        RecordedRequest recorded = requests.add(request);
        try {
            desk.came(request, recorded);
        } catch (RuntimeException e) {
            // The test's own dispatcher: the clients are served on, and the test is told at its next call.
            transcript.note(name, "the dispatcher failed at " + recorded + ": " + e);
            failure = e;
        }
        // Behind the answer: who has taken a request can release what is held of it.
        requests.offer(recorded);
    }

    /** Where clients connect to: {@code tcp://127.0.0.1:PORT}. */
    public String endpoint() {
        return router.endpoint();
    }

    /** The port, the same for its whole life. */
    public int port() {
        return router.port();
    }

    // --- answers

    /**
     * Puts an answer behind the others; the oldest request that waits for one takes it at once. A request whose client has
     * gone, as far as the server has seen, waits no more.
     *
     * @throws IllegalStateException if a dispatcher answers
     */
    public FakeServer enqueue(Answer answer) {
        call(() -> desk.enqueue(answer));
        return this;
    }

    /** Enqueues a reply of these texts, one frame each. */
    public FakeServer enqueue(String... texts) {
        return enqueue(Answer.of(texts));
    }

    /**
     * Lets a function decide from now on, instead of the queue.
     *
     * @throws IllegalStateException if answers are enqueued that would never be given
     */
    public FakeServer answerBy(Dispatcher dispatcher) {
        call(() -> desk.dispatch(dispatcher));
        return this;
    }

    /** Gives the oldest answer that is held. */
    public void release() {
        call(() -> desk.release(any -> true, false, 1));
    }

    /** Gives the held answer to this request. */
    public void release(RecordedRequest request) {
        call(() -> desk.release(request::equals, false, 1));
    }

    /** Gives all held answers, the oldest first. */
    public void releaseAll() {
        call(() -> desk.release(any -> true, false, Integer.MAX_VALUE));
    }

    /** Gives all held answers, the newest first. */
    public void releaseAllReversed() {
        call(() -> desk.release(any -> true, true, Integer.MAX_VALUE));
    }

    /**
     * Answers a request by hand: its envelope, then these texts, one frame each. If it waits for an answer of the queue, it
     * waits no more.
     *
     * @throws IllegalStateException if its connection has ended
     */
    public void reply(RecordedRequest request, String... texts) {
        reply(request, Message.of(texts));
    }

    /** The same with this body behind the envelope. */
    public void reply(RecordedRequest request, Message body) {
        call(() -> desk.waitsNoMore(request));
        sendTo(request, request.message().envelope().with(body));
    }

    // --- unasked

    /** Sends these texts, one frame each, to the client with this routing id, though it did not ask. */
    public void sendTo(String client, String... texts) {
        sendTo(RoutingId.text(client), Message.of(texts));
    }

    /**
     * Sends a message, all frames as they are, to the client with this routing id.
     *
     * @throws IllegalStateException if no such client is connected
     */
    public void sendTo(RoutingId client, Message message) {
        send(message, connection -> Objects.equals(client, connection.routingId()), "routing id " + client);
    }

    /**
     * Sends a message, all frames as they are, to the client that sent the request.
     *
     * @throws IllegalStateException if its connection has ended
     */
    public void sendTo(RecordedRequest request, Message message) {
        send(message, connection -> request.connection().equals(connection.name()), request.connection());
    }

    private void send(Message message, Predicate<ClientConnection> whose, String client) {
        requireHealthy();
        List<ClientConnection> clients = clients();
        for (int i = clients.size() - 1; i >= 0; i--) {
            if (whose.test(clients.get(i))) {
                clients.get(i).send(message);
                return;
            }
        }
        throw new IllegalStateException(name + " has no connection with " + client + "; connected: " + clients
                + ". Wait for it: expectClients(…), or take a request of it");
    }

    /** Sends a message, all frames as they are, to every client that is connected. */
    public void sendToAll(Message message) {
        requireHealthy();
        clients().forEach(client -> client.send(message));
    }

    List<ClientConnection> clients() {
        return router.connections().stream()
                .filter(connection -> connection.isOpen() && connection.metadata() != null)
                .toList();
    }

    // --- requests

    /** The next request of any client; none within the arrival patience is a failure. */
    public RecordedRequest takeRequest() {
        return takeRequest(timeouts.arrival());
    }

    /** The next request of any client; none within the patience is a failure. */
    public RecordedRequest takeRequest(Duration patience) {
        return expectations.request(patience);
    }

    /** The next request of the client with this routing id; those of others can be taken later. */
    public RecordedRequest takeRequestFrom(String client) {
        return takeRequestFrom(RoutingId.text(client));
    }

    /** The next request of the client with this routing id; those of others can be taken later. */
    public RecordedRequest takeRequestFrom(RoutingId client) {
        return expectations.requestFrom(client, timeouts.arrival());
    }

    /** Requires that the body of the next request consists of these texts, one frame each. */
    public RecordedRequest expectRequest(String... texts) {
        return expectRequest(MessageMatcher.texts(texts));
    }

    /** Requires that the body of the next request satisfies the matcher. */
    public RecordedRequest expectRequest(MessageMatcher body) {
        return expectations.requestWith(body, timeouts.arrival());
    }

    /** The next request of any client if it comes within the patience; with zero, if it is there now. */
    public Optional<RecordedRequest> pollRequest(Duration patience) {
        return expectations.poll(any -> true, patience);
    }

    /** All requests that ever came, taken or not, in order. */
    public List<RecordedRequest> requests() {
        return requests.all();
    }

    /** Waits until at least so many clients are connected; fewer within the arrival patience is a failure. */
    public void expectClients(int count) {
        expectations.clients(count, timeouts.arrival());
    }

    /**
     * Requires that the script has been played to its end: no answer is left in the queue or held, and every request was
     * answered and taken.
     */
    public void expectNothingLeft() {
        List<String> left = new ArrayList<>();
        call(() -> {
            desk.enqueued().forEach(answer -> left.add("nobody asked for: " + answer));
            desk.owed().forEach(answer -> left.add("not given yet: " + answer));
            desk.unanswered().forEach(request -> left.add("not answered: " + request));
        });
        requests.untaken().forEach(request -> left.add("not taken by the test: " + request));
        expectations.nothing(left);
    }

    // --- life

    /**
     * Stops listening and ends all connections, in order (FIN) or at once (RST) as a server that is killed. What it held
     * or had not answered is forgotten; what is enqueued stays.
     */
    public void vanish(Event.Ending how) {
        call(() -> desk.vanish(router, how));
    }

    /** Listens again, on the same port. */
    public void restart() {
        router.listenAgain();
    }

    /** Vanishes at once and listens again on the same port. */
    public void crashAndRestart() {
        vanish(Event.Ending.RST);
        restart();
    }

    /** Its connections and how to misuse each, for what no answer can say. */
    public FakeRouter router() {
        return router;
    }

    private void call(Runnable task) {
        requireHealthy();
        AtomicReference<@Nullable RuntimeException> refused = new AtomicReference<>();
        router.call(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                refused.set(e);
            }
        });
        RuntimeException refusal = refused.get();
        if (refusal != null) {
            // Thrown on this thread, where the mistake was made.
            throw refusal;
        }
    }

    void requireHealthy() {
        RuntimeException broken = failure;
        if (broken != null) {
            throw new IllegalStateException("the dispatcher of " + name + " has failed", broken);
        }
        router.requireHealthy();
    }

    /** Closes everything and ends its thread; the second time nothing happens. */
    @Override
    public void close() {
        router.close();
    }

    @Override
    public String toString() {
        return name + " at " + endpoint();
    }
}
