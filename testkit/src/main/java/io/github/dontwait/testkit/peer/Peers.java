package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.fault.Fault;
import io.github.dontwait.testkit.fault.FaultyPeer;
import io.github.dontwait.testkit.fault.FaultyServer;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Deadline;
import io.github.dontwait.testkit.wire.Mechanism;
import io.github.dontwait.testkit.wire.TcpEndpoint;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireListener;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * All peers of one test: makes them, owns them, closes them.
 *
 * <p>May be used by several threads; each peer belongs to one thread at a time. A peer is connected and its handshake
 * done when the method that makes it returns. A subject that does not let it is an {@link ExpectationFailedError}.
 */
public final class Peers extends PeerGroup {

    private static final long RETRY_NANOS = Duration.ofMillis(10).toNanos();

    private final @Nullable InetSocketAddress address;
    private volatile boolean connectsPatiently;

    private Peers(@Nullable InetSocketAddress address, String endpoint, Transcript transcript, Timeouts timeouts) {
        super(endpoint, transcript, timeouts);
        this.address = address;
    }

    /**
     * Peers that connect to an endpoint, with a transcript of their own and the timeouts that are {@linkplain
     * Timeouts#configured() configured}; nothing is connected yet.
     *
     * @param endpoint {@code tcp://HOST:PORT}
     * @throws IllegalArgumentException if the endpoint is of another shape
     */
    public static Peers to(String endpoint) {
        return to(endpoint, Transcript.begin(), Timeouts.configured());
    }

    /** The same with this transcript and these timeouts. */
    public static Peers to(String endpoint, Transcript transcript, Timeouts timeouts) {
        return new Peers(TcpEndpoint.parse(endpoint), endpoint, transcript, timeouts);
    }

    /** Peers to which a client connects, with a transcript of their own and the configured timeouts. */
    public static Peers listening() {
        return listening(Transcript.begin(), Timeouts.configured());
    }

    /** Peers to which a client connects: only listeners and fake servers can be made. */
    public static Peers listening(Transcript transcript, Timeouts timeouts) {
        return new Peers(null, "", transcript, timeouts);
    }

    /** From now on a refused connection is tried again until the arrival patience ends. */
    public Peers connectPatiently() {
        connectsPatiently = true;
        return this;
    }

    /** A DEALER whose routing id is its name. */
    @Override
    public Peer dealer(String name) {
        return peer(PeerOptions.dealer(name));
    }

    /** A DEALER that announces no routing id. */
    @Override
    public Peer anonymous(String name) {
        return peer(PeerOptions.anonymous(name));
    }

    /** A REQ without a routing id: it adds the delimiter to what it sends, and requires it of what it receives. */
    @Override
    public ReqPeer req(String name) {
        return connected(new ReqPeer(this, PeerOptions.req(name)));
    }

    /** A ROUTER that connects; its routing id is its name. What it sends has no routing id frame before it. */
    @Override
    public Peer router(String name) {
        return peer(PeerOptions.router(name));
    }

    /** A peer of any kind. */
    public Peer peer(PeerOptions options) {
        return connected(
                options.wire().socketType().equals("REQ") ? new ReqPeer(this, options) : new Peer(this, options));
    }

    private <P extends Peer> P connected(P peer) {
        adopt(peer);
        peer.connect();
        return peer;
    }

    @Override
    MessagePeer peer(String name, String socketType, @Nullable RoutingId routingId) {
        return peer(new PeerOptions(name, WireOptions.of(socketType).withRoutingId(routingId), false, true));
    }

    /** A connection over which nothing was sent. */
    public WirePeer raw(String name) {
        return raw(name, WireOptions.of("DEALER"));
    }

    /** A connection over which nothing was sent, with the buffers that the options ask for. */
    public WirePeer raw(String name, WireOptions options) {
        WirePeer raw = open(new PeerOptions(name, options, false, true));
        own(raw);
        return raw;
    }

    /** A peer that behaves until its fault happens; connected, nothing sent yet: {@link FaultyPeer#commit()} begins. */
    public FaultyPeer faulty(String name, Fault fault) {
        FaultyPeer faulty = FaultyPeer.connect(endpoint(), name, fault, transcript(), timeouts());
        own(faulty);
        return faulty;
    }

    /** The same as another kind of client than a DEALER without a routing id. */
    public FaultyPeer faulty(String name, Fault fault, WireOptions options) {
        FaultyPeer faulty = FaultyPeer.connect(endpoint(), name, fault, options, transcript(), timeouts());
        own(faulty);
        return faulty;
    }

    /** A server that listens at a port that the system chooses, and commits this fault to its first connection. */
    public FaultyServer faultyServer(String name, Fault fault) {
        FaultyServer server = FaultyServer.once(name, fault, transcript(), timeouts());
        own(server);
        return server;
    }

    /** A listener that accepts connections one by one and says nothing to them by itself. */
    public WireListener listener(String name) {
        WireListener listener = WireListener.bind(name, transcript(), timeouts());
        own(listener);
        return listener;
    }

    /** A server for clients under test that answers what is enqueued, on a port that the system chooses. */
    public FakeServer fakeServer(String name) {
        return fakeServer(name, 0, Mechanism.none());
    }

    /** The same on this port of 127.0.0.1. */
    public FakeServer fakeServer(String name, int port) {
        return fakeServer(name, port, Mechanism.none());
    }

    /** The same, requiring this of clients under test: {@link Mechanism#plainServer} or {@link Mechanism#curveServer}. */
    public FakeServer fakeServer(String name, Mechanism mechanism) {
        return fakeServer(name, 0, mechanism);
    }

    private FakeServer fakeServer(String name, int port, Mechanism mechanism) {
        FakeServer server = new FakeServer(name, port, mechanism, transcript(), timeouts());
        own(server);
        return server;
    }

    /** A server for clients under test that answers nothing by itself, on a port that the system chooses. */
    public FakeRouter fakeRouter(String name) {
        return fakeRouter(name, 0);
    }

    /** The same on this port of 127.0.0.1. */
    public FakeRouter fakeRouter(String name, int port) {
        return fakeRouter(name, port, Mechanism.none());
    }

    /** A server that requires this of clients under test, on a port that the system chooses. */
    public FakeRouter fakeRouter(String name, Mechanism mechanism) {
        return fakeRouter(name, 0, mechanism);
    }

    private FakeRouter fakeRouter(String name, int port, Mechanism mechanism) {
        FakeRouter router = FakeRouter.listen(port, name, transcript(), timeouts(), mechanism);
        own(router);
        return router;
    }

    private static String refused(boolean isPatient) {
        return "the connection was refused: nobody listens there"
                + (isPatient ? "" : " yet? peers.connectPatiently() tries again until the arrival patience ends");
    }

    /** Opens a connection for a peer of these options; the caller owns it. */
    WirePeer open(PeerOptions options) {
        InetSocketAddress target = address;
        if (target == null) {
            throw new IllegalStateException(
                    "these peers listen; to connect " + options.name() + ", make them with Peers.to(endpoint, …)");
        }
        boolean isPatient = connectsPatiently || options.connectsPatiently();
        Transcript into = options.isRecorded() ? transcript() : Transcript.none();
        Deadline deadline = Deadline.in(timeouts().arrival());
        while (true) {
            try {
                return WirePeer.connect(target, options.name(), into, timeouts(), options.wire());
            } catch (WireException.NotConnected e) {
                if (!isPatient || !e.isRefused() || deadline.isOver()) {
                    String within = isPatient ? " within " + Words.of(timeouts().arrival()) : "";
                    ExpectationFailedError.Builder told = ExpectationFailedError.expecting(
                                    endpoint() + " to accept " + options.name() + within)
                            .but(e.isRefused() ? refused(isPatient) : "it could not be reached")
                            .transcript(transcript())
                            .cause(e);
                    throw (isPatient ? told.inVain() : told).error();
                }
                LockSupport.parkNanos(RETRY_NANOS);
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted while connecting " + options.name());
                }
            }
        }
    }
}
