package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Deadline;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireListener;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A ROUTER for clients under test that answers every request, until its fault happens; each connection has the fault
 * anew, or only so many. A connection that ends before its fault has happened leaves it to the next one: some clients
 * give up a handshake now and then and come again. It speaks the mechanism NULL.
 *
 * <p>It serves on threads of its own, one for the port and one for each connection. Its methods may be called by any
 * thread.
 */
public final class FaultyServer implements AutoCloseable {

    private static final Duration TURN = Duration.ofMillis(50);
    private static final Duration PATIENCE_TO_END = Duration.ofSeconds(5);

    private final String name;
    private final Fault fault;
    private final int faultyConnections;
    private final UnaryOperator<Message> reply;
    private final WireOptions options;
    private final Transcript transcript;
    private final Timeouts timeouts;
    private final WireListener listener;

    /** Guards all that follows, and is notified when any of it changes. */
    private final Object lock = new Object();

    private final List<Thread> threads = new ArrayList<>();
    private final List<WirePeer> wires = new ArrayList<>();
    private final List<Message> requests = new ArrayList<>();
    private int faults;
    /** Connections on which the fault has happened, or may still happen. */
    private int faultyOnes;

    private int servedConnections;
    private boolean isClosed;
    private @Nullable Throwable failure;

    private FaultyServer(
            String name,
            Fault fault,
            int faultyConnections,
            UnaryOperator<Message> reply,
            Transcript transcript,
            Timeouts timeouts) {
        this.name = name;
        this.fault = fault;
        this.faultyConnections = faultyConnections;
        this.reply = reply;
        this.options = FaultyPeer.buffersFor(fault, WireOptions.of("ROUTER"));
        this.transcript = transcript;
        this.timeouts = timeouts;
        this.listener = WireListener.bind(0, name, transcript, timeouts, options);
        begin("port", this::accept);
    }

    /** A server on a port of 127.0.0.1 that echoes, and commits the fault on one connection only, the first if that gets so far. */
    public static FaultyServer once(String name, Fault fault, Transcript transcript, Timeouts timeouts) {
        return new FaultyServer(name, fault, 1, UnaryOperator.identity(), transcript, timeouts);
    }

    /** A server on a port of 127.0.0.1 that echoes, and commits the fault on every connection. */
    public static FaultyServer always(String name, Fault fault, Transcript transcript, Timeouts timeouts) {
        return new FaultyServer(name, fault, Integer.MAX_VALUE, UnaryOperator.identity(), transcript, timeouts);
    }

    /**
     * A server that answers by a function.
     *
     * @param faultyConnections on how many connections it commits the fault, the first that get so far
     * @param reply makes of a request, envelope included, its answer; called by the server's threads
     */
    public static FaultyServer replying(
            String name,
            Fault fault,
            int faultyConnections,
            UnaryOperator<Message> reply,
            Transcript transcript,
            Timeouts timeouts) {
        return new FaultyServer(name, fault, faultyConnections, reply, transcript, timeouts);
    }

    /** Where clients connect to: {@code tcp://127.0.0.1:PORT}. */
    public String endpoint() {
        return listener.endpoint();
    }

    /** How many connections it has accepted so far. */
    public int connections() {
        synchronized (lock) {
            return wires.size();
        }
    }

    /** The requests that have come over all connections, in order, envelopes included; a copy. */
    public List<Message> requests() {
        synchronized (lock) {
            return List.copyOf(requests);
        }
    }

    /** Requires that so many requests in all have come within the usual patience. */
    public void awaitRequests(int count) {
        await(count + " requests to reach " + name, () -> requests.size() >= count);
    }

    /** Requires that the fault has happened on so many connections within the usual patience. */
    public void awaitFaults(int count) {
        await(name + " to have committed its fault (" + fault + ") " + count + " times", () -> faults >= count);
    }

    /** Requires that within the usual patience a connection without the fault has sent a request and got its answer. */
    public void awaitServed() {
        await(name + " to have answered a request over a connection without its fault", () -> servedConnections > 0);
    }

    private void await(String expectation, BooleanSupplier condition) {
        Deadline deadline = Deadline.in(timeouts.arrival());
        synchronized (lock) {
            while (!condition.getAsBoolean()) {
                requireHealthy();
                long millis = deadline.remainingNanos() / 1_000_000 + 1;
                if (deadline.isOver()) {
                    throw ExpectationFailedError.expecting(expectation + " within " + deadline)
                            .but("connections: " + wires.size() + ", faults: " + faults + ", requests: "
                                    + requests.size())
                            .transcript(transcript)
                            .inVain()
                            .error();
                }
                try {
                    lock.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CancellationException("interrupted while waiting for " + name);
                }
            }
        }
    }

    private void requireHealthy() {
        if (failure != null) {
            throw new IllegalStateException("a thread of " + name + " has failed", failure);
        }
        if (isClosed) {
            throw new IllegalStateException(name + " is closed");
        }
    }

    // --- its threads

    private void begin(String what, Runnable work) {
        synchronized (lock) {
            if (!isClosed) {
                Thread thread = new Thread(() -> guard(work), "dontwait-" + name + "-" + what);
                thread.setDaemon(true);
                threads.add(thread);
                thread.start();
            }
        }
    }

    private void guard(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            synchronized (lock) {
                // Whatever a closed port or connection makes of a wait is its end, not a failure.
                if (!isClosed) {
                    failure = e;
                    lock.notifyAll();
                }
            }
        }
    }

    private void accept() {
        while (true) {
            Optional<WirePeer> next = listener.poll(TURN);
            if (next.isPresent()) {
                boolean isFaulty;
                synchronized (lock) {
                    isFaulty = faultyOnes < faultyConnections;
                    faultyOnes += isFaulty ? 1 : 0;
                    wires.add(next.get());
                    if (isClosed) {
                        next.get().close();
                    }
                }
                Fault mine = isFaulty ? fault : Fault.none();
                FaultyPeer peer = FaultyPeer.accepted(next.get(), mine, options, transcript, timeouts);
                begin(next.get().name(), () -> serve(peer, isFaulty));
            }
        }
    }

    private void serve(FaultyPeer peer, boolean isFaulty) {
        boolean isCounted = !isFaulty;
        try {
            peer.handshake();
            while (true) {
                if (!isCounted && peer.hasHappened()) {
                    isCounted = true;
                    change(() -> faults++);
                }
                if (peer.isMute() || !peer.reads()) {
                    return; // the connection stays as its fault has left it until the server is closed
                }
                Optional<Message> request = peer.poll(TURN);
                if (request.isPresent()) {
                    change(() -> requests.add(request.get()));
                    if (!peer.isMute()) {
                        peer.send(reply.apply(request.get()));
                        change(() -> servedConnections += isFaulty ? 0 : 1);
                    }
                } else if (peer.wire().isClosed()) {
                    break;
                }
            }
        } catch (WireException e) {
            // Clients come and go: the transcript says so, and the server waits for the next one.
            transcript.note(peer.wire().name(), "ends: " + e.getMessage());
            peer.close();
        }
        if (!isCounted) {
            change(peer.hasHappened() ? () -> faults++ : () -> faultyOnes--);
        }
    }

    private void change(Runnable change) {
        synchronized (lock) {
            change.run();
            lock.notifyAll();
        }
    }

    /** Frees the port, closes all connections and ends its threads; the second time nothing happens. */
    @Override
    public void close() {
        List<Thread> running;
        synchronized (lock) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            lock.notifyAll();
            running = List.copyOf(threads);
        }
        listener.close();
        synchronized (lock) {
            wires.forEach(WirePeer::close);
        }
        Deadline deadline = Deadline.in(PATIENCE_TO_END);
        for (Thread thread : running) {
            thread.interrupt();
            join(thread, deadline);
        }
    }

    private void join(Thread thread, Deadline deadline) {
        try {
            thread.join(Math.max(1, deadline.remainingNanos() / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while " + name + " was closing");
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("the thread " + thread.getName() + " does not end");
        }
    }

    @Override
    public String toString() {
        return name + " at " + endpoint() + ", which " + fault;
    }
}
