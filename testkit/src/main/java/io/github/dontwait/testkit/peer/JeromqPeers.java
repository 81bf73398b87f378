package io.github.dontwait.testkit.peer;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Deadline;
import io.github.dontwait.testkit.wire.TcpEndpoint;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;

/**
 * Peers that are JeroMQ sockets: for {@code inproc}, which no wire can reach, and to check with a real library what the
 * kit's own wire has shown.
 *
 * <p>May be used by several threads; each peer belongs to the thread that made it.
 */
public final class JeromqPeers extends PeerGroup {

    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final ZContext context;
    private final boolean ownsContext;

    private JeromqPeers(
            ZContext context, boolean ownsContext, String endpoint, Transcript transcript, Timeouts timeouts) {
        super(endpoint, transcript, timeouts);
        this.context = context;
        this.ownsContext = ownsContext;
    }

    /**
     * Peers that connect over {@code tcp}, in a context of their own, with a transcript of their own and the timeouts that
     * are {@linkplain Timeouts#configured() configured}.
     *
     * @param endpoint {@code tcp://HOST:PORT}
     * @throws IllegalArgumentException if the endpoint is of another shape
     */
    public static JeromqPeers to(String endpoint) {
        return to(endpoint, Transcript.begin(), Timeouts.configured());
    }

    /** The same with this transcript and these timeouts. */
    public static JeromqPeers to(String endpoint, Transcript transcript, Timeouts timeouts) {
        if (requireNonNull(endpoint, "endpoint").startsWith("inproc://")) {
            throw new IllegalArgumentException("\"" + endpoint
                    + "\" exists in one context only; give that of the subject: JeromqPeers.in(context, endpoint, …)");
        }
        TcpEndpoint.parse(endpoint);
        return new JeromqPeers(ownContext(transcript), true, endpoint, transcript, timeouts);
    }

    /**
     * Peers in the context of the subject, which its owner closes after them, with a transcript of their own and the
     * configured timeouts.
     *
     * @param endpoint {@code inproc://NAME} or {@code tcp://HOST:PORT}
     * @throws IllegalArgumentException if the endpoint is of another shape
     */
    public static JeromqPeers in(ZContext context, String endpoint) {
        return in(context, endpoint, Transcript.begin(), Timeouts.configured());
    }

    /** The same with this transcript and these timeouts. */
    public static JeromqPeers in(ZContext context, String endpoint, Transcript transcript, Timeouts timeouts) {
        requireNonNull(context, "context");
        if (!requireNonNull(endpoint, "endpoint").matches("inproc://.+")) {
            TcpEndpoint.parse(endpoint);
        }
        return new JeromqPeers(context, false, endpoint, transcript, timeouts);
    }

    /** Peers to which a client over {@code tcp} connects, with a transcript of their own and the configured timeouts. */
    public static JeromqPeers listening() {
        return listening(Transcript.begin(), Timeouts.configured());
    }

    /** Peers to which a client over {@code tcp} connects: only {@link #boundRouter} makes one. */
    public static JeromqPeers listening(Transcript transcript, Timeouts timeouts) {
        return new JeromqPeers(ownContext(transcript), true, "", transcript, timeouts);
    }

    private static ZContext ownContext(Transcript transcript) {
        ZContext context = new ZContext();
        // Before the first socket; else the library prints stack traces, and a dead I/O thread goes unnoticed.
        context.setNotificationExceptionHandler((thread, e) -> transcript.note("jeromq", "notice: " + e));
        context.setUncaughtExceptionHandler((thread, e) -> transcript.failed("jeromq", "a thread has ended: " + e));
        return context;
    }

    ZContext context() {
        return context;
    }

    @Override
    public JeromqPeer dealer(String name) {
        return peer(name, "DEALER", RoutingId.text(name));
    }

    @Override
    public JeromqPeer anonymous(String name) {
        return peer(name, "DEALER", null);
    }

    @Override
    public JeromqPeer req(String name) {
        return peer(name, "REQ", null);
    }

    @Override
    public JeromqPeer router(String name) {
        return peer(name, "ROUTER", RoutingId.text(name));
    }

    /**
     * A ROUTER that binds.
     *
     * @param at {@code inproc://NAME}, or {@code tcp://127.0.0.1:*} for a port that the system chooses
     */
    public JeromqRouter boundRouter(String name, String at) {
        JeromqRouter router = new JeromqRouter(this, name, at);
        adopt(router);
        router.open();
        return router;
    }

    @Override
    JeromqPeer peer(String name, String socketType, @Nullable RoutingId routingId) {
        if (endpoint().isEmpty()) {
            throw new IllegalStateException(
                    "these peers listen; to connect " + name + ", make them with JeromqPeers.to(endpoint, …)");
        }
        SocketType type = SocketType.valueOf(socketType.toUpperCase(Locale.ROOT));
        JeromqPeer peer = new JeromqPeer(this, type, name, routingId);
        adopt(peer);
        peer.open();
        return peer;
    }

    /** Closes every peer, then the context if it is their own; any thread may do it. */
    @Override
    public void close() {
        super.close();
        if (ownsContext) {
            closeContext();
        }
    }

    private void closeContext() {
        // On a thread of its own: an interrupt of this one could make the library leak, and its bugs make it hang.
        Thread closer = new Thread(context::close, "dontwait-jeromq-close");
        closer.setDaemon(true);
        closer.start();
        boolean isInterrupted = Thread.interrupted();
        try {
            Duration most = JeromqSocket.LINGER.plus(MARGIN);
            closer.join(most.plusNanos(Deadline.nanos(timeouts().close())).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the JeroMQ peers were closing");
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (closer.isAlive()) {
            throw new IllegalStateException("the context of the JeroMQ peers does not close");
        }
    }
}
