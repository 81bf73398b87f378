package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Deadline;
import io.github.dontwait.testkit.wire.TcpEndpoint;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * A TCP link between any real client and any real server, which can delay, throttle, stall and break.
 *
 * <p>It listens on a port of its own on 127.0.0.1 and makes a connection to the target for each connection that it
 * accepts. It understands where greetings, commands and frames of ZMTP 3 begin and end, so a fault can be inside the
 * third frame:
 *
 * <pre>{@code
 * Link link = Link.to("tcp://127.0.0.1:5555", "link", transcript);
 * link.toServer().arm(Fault.reset().insideFrame(3));
 * client.connect(link.endpoint());
 * link.awaitCut(Duration.ofSeconds(5));
 * }</pre>
 *
 * <p>Healthy, it loses and reorders nothing, and holds 1 MiB per direction and connection at most: a receiver that does
 * not read stops its sender as on a plain connection. Any thread may call; a change has taken place when the call
 * returns. One thread serves all connections.
 */
public final class Link implements AutoCloseable {

    private final String name;
    private final String target;
    private final Transcript transcript;
    private final LinkDirection toServer = new LinkDirection(this, "client -> server");
    private final LinkDirection toClient = new LinkDirection(this, "server -> client");
    private final LinkLoop loop;

    /** Guards what follows and the counts of the directions, and is notified when any of it changes. */
    private final Object lock = new Object();

    private int made;
    private int live;
    private int cuts;
    private int faults;

    private Link(String target, String name, Transcript transcript) {
        this.name = name;
        this.target = target;
        this.transcript = transcript;
        this.loop = new LinkLoop(this, name, TcpEndpoint.parse(target));
    }

    /**
     * A healthy link on a port that the system chooses; nothing is connected to the target yet.
     *
     * @param target {@code tcp://HOST:PORT}; a connection that cannot be made to it is reset
     * @param name its name in the transcript and in failures
     */
    public static Link to(String target, String name, Transcript transcript) {
        Link link = new Link(target, name, transcript);
        link.loop.start();
        return link;
    }

    /** Where clients connect to: {@code tcp://127.0.0.1:PORT}, the same for its whole life. */
    public String endpoint() {
        return "tcp://127.0.0.1:" + loop.port();
    }

    /** What goes from the client to the server. */
    public LinkDirection toServer() {
        return toServer;
    }

    /** What goes from the server to the client. */
    public LinkDirection toClient() {
        return toClient;
    }

    // --- both directions, all connections

    /** Ends all live connections on both sides: in order (FIN), or at once (RST). */
    public void cut(Event.Ending how) {
        note("cut (" + how + ")");
        loop.call(() -> loop.cut(how));
    }

    /** Delivers nothing in either direction until it heals. */
    public void stall() {
        toServer.stall();
        toClient.stall();
    }

    /** Frees the port, so that new connections are refused; live ones last. */
    public void refuse() {
        note("refuses new connections");
        loop.call(loop::stopListening);
    }

    /**
     * Leaves new connections alone: the system accepts them, and nobody ever answers; live ones last. Whoever still waits
     * when the link heals is served.
     */
    public void blackhole() {
        note("ignores new connections");
        loop.call(loop::blackhole);
    }

    /** Heals both directions and lets new connections in again. Connections that were cut stay so. */
    public void heal() {
        toServer.heal();
        toClient.heal();
        loop.call(loop::heal);
    }

    // --- what happens

    /** How many connections last now. */
    public int connections() {
        synchronized (lock) {
            return live;
        }
    }

    /** Requires that so many connections in all, from the first on, have been made through to the target in time. */
    public void awaitConnections(int count, Duration patience) {
        await(count + " connections to have been made through " + name, patience, () -> made >= count);
    }

    /** Requires that in time it has ended at least one connection, by a fault or by {@link #cut}. */
    public void awaitCut(Duration patience) {
        awaitCuts(1, patience);
    }

    /** Requires that in time it has ended so many connections in all, by faults or by {@link #cut}. */
    public void awaitCuts(int count, Duration patience) {
        await(name + " to have cut " + count + " connections", patience, () -> cuts >= count);
    }

    /** Requires that so many of the faults that were armed, in either direction, have happened in time. */
    public void awaitFaults(int count, Duration patience) {
        await(count + " armed faults to have happened on " + name, patience, () -> faults >= count);
    }

    void await(String expectation, Duration patience, BooleanSupplier condition) {
        Deadline deadline = Deadline.in(patience);
        synchronized (lock) {
            while (!condition.getAsBoolean()) {
                loop.requireHealthy();
                if (deadline.isOver()) {
                    throw ExpectationFailedError.expecting(expectation + " within " + deadline)
                            .but("connections: " + made + " made, " + live + " live, " + cuts + " cut by " + name
                                    + "; faults: " + faults + "\n  " + toServer + "\n  " + toClient)
                            .transcript(transcript)
                            .inVain()
                            .error();
                }
                try {
                    lock.wait(deadline.remainingNanos() / 1_000_000 + 1);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CancellationException("interrupted while waiting for " + name);
                }
            }
        }
    }

    /** Closes all connections in order and ends its thread; the second time nothing happens. */
    @Override
    public void close() {
        loop.close();
    }

    // --- for its parts

    LinkLoop loop() {
        return loop;
    }

    Object lock() {
        return lock;
    }

    void note(String text) {
        transcript.note(name, text);
    }

    void note(String connection, String text) {
        transcript.note(connection, text);
    }

    void connected(String connection) {
        transcript.connected(connection, "to " + target);
        change(() -> {
            made++;
            live++;
        });
    }

    void happened() {
        change(() -> faults++);
    }

    void ended(LinkConnection connection, boolean wasMade, Event.Ending how, Event.By by) {
        loop.forget(connection);
        if (wasMade) {
            transcript.disconnected(connection.toString(), how, by);
        } else {
            transcript.note(connection.toString(), "ends (" + how + ") before it was made");
        }
        change(() -> {
            live -= wasMade ? 1 : 0;
            cuts += by == Event.By.PEER ? 1 : 0;
        });
    }

    /** Whoever still waits learns why it is in vain. */
    void threadEnded() {
        change(() -> {});
    }

    private void change(Runnable change) {
        synchronized (lock) {
            change.run();
            lock.notifyAll();
        }
    }

    @Override
    public String toString() {
        return name + " at " + endpoint() + " to " + target;
    }
}
