package io.github.dontwait.testkit.peer;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Deadline;
import io.github.dontwait.testkit.wire.ListeningLoop;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ExecutionException;

/** The thread of a {@link FakeRouter}: serves all connections, and does what is to be done at a time. */
final class FakeRouterLoop extends ListeningLoop implements ServerLine.Listener {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Transcript transcript;
    private final Timeouts timeouts;
    private final WireOptions options;
    private final FakeRouter router;
    /** What is to be done at a time. */
    private final Queue<Timed> later = new PriorityQueue<>();
    /** The connections that last. */
    private final Map<ServerLine, ClientConnection> connections = new LinkedHashMap<>();

    FakeRouterLoop(
            int port, String name, Transcript transcript, Timeouts timeouts, WireOptions options, FakeRouter router) {
        super(name, "dontwait-fake-router-" + name, port, PATIENCE);
        this.transcript = transcript;
        this.timeouts = timeouts;
        this.options = options;
        this.router = router;
    }

    /** Has the thread do this and waits until it is done. */
    void call(Runnable task) {
        try {
            call(task, Duration.ofNanos(Deadline.nanos(timeouts.arrival())).plus(PATIENCE));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IllegalStateException(
                    name() + " could not do it: " + (cause == null ? e.getMessage() : cause.getMessage()), cause);
        }
    }

    void listen() {
        try {
            listenAgain();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    name() + " cannot listen again on 127.0.0.1:" + port() + ": " + e.getMessage(), e);
        }
    }

    // --- what is done at a time

    private record Timed(long dueNanos, Runnable task) implements Comparable<Timed> {

        @Override
        public int compareTo(Timed other) {
            return Long.signum(dueNanos - other.dueNanos);
        }
    }

    /** Has the thread do this after the delay. */
    void runIn(Duration delay, Runnable task) {
        Timed timed = new Timed(System.nanoTime() + Deadline.nanos(delay), task);
        run(() -> later.add(timed));
    }

    @Override
    protected long turn() {
        while (true) {
            Timed next = later.peek();
            if (next == null) {
                return NEVER;
            }
            long wait = next.dueNanos() - System.nanoTime();
            if (wait > 0) {
                return wait;
            }
            later.remove();
            next.task().run();
        }
    }

    // --- the connections

    @Override
    protected void accepted(SocketChannel channel, String title) throws IOException {
        SelectionKey key = register(channel, SelectionKey.OP_READ);
        ServerLine line = new ServerLine(channel, key, title, transcript, options, this);
        key.attach(line);
        ClientConnection connection = new ClientConnection(router, line, title);
        connections.put(line, connection);
        transcript.connected(title, "accepted");
        router.accepted(connection);
        line.greet();
    }

    @Override
    protected void ready(SelectionKey key, ByteBuffer scratch) {
        ((ServerLine) requireNonNull(key.attachment())).turn(scratch);
    }

    @Override
    protected void ending() {
        List.copyOf(connections.keySet()).forEach(line -> line.end(Event.Ending.FIN));
        List.copyOf(connections.keySet()).forEach(line -> line.end(Event.Ending.RST));
    }

    @Override
    public void ready(ServerLine line) {
        router.ready(connection(line));
    }

    @Override
    public void message(ServerLine line, Message message) {
        router.received(connection(line), message);
    }

    @Override
    public void refused(ServerLine line, String reason) {
        router.happened(connection(line), ConnectionEvent.Kind.REFUSED);
    }

    @Override
    public void ended(ServerLine line) {
        ClientConnection ended = connection(line);
        connections.remove(line);
        router.happened(ended, ConnectionEvent.Kind.DISCONNECTED);
    }

    private ClientConnection connection(ServerLine line) {
        return requireNonNull(connections.get(line), "a line that was never accepted");
    }
}
