package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQException;
import zmq.ZError;

/**
 * One peer of the subject that is a JeroMQ socket: it queues, reconnects and retries as the library does.
 *
 * <p>Belongs to the thread that made it, which is checked; only {@link JeromqPeers#close} may come from another. Over
 * {@code tcp} it is connected when the method that makes it returns; over {@code inproc} the library cannot tell. A REQ
 * keeps its turns, or the test has made a mistake ({@link IllegalStateException}). A ROUTER that connects knows its
 * subject as {@value #SUBJECT} inside the library; here it sends and receives messages without a routing id.
 */
public sealed class JeromqPeer extends MessagePeer permits JeromqRouter {

    /** The routing id by which a ROUTER that connects addresses its subject. */
    static final String SUBJECT = "subject";

    /** So many messages at most are taken ahead of what the test asks for: a flood must not keep who looks at it. */
    private static final int MOST_AHEAD = 10_000;

    private static final Duration SLICE = Duration.ofMillis(20);
    private static final long RETRY_NANOS = Duration.ofMillis(1).toNanos();

    private final JeromqPeers peers;
    private final SocketType type;
    private final Thread owner = Thread.currentThread();
    /** Held while the socket is used: it may be closed from another thread only when nobody uses it. */
    private final ReentrantLock inUse = new ReentrantLock();

    private final Deque<Message> arrived = new ArrayDeque<>();
    private volatile @Nullable RoutingId routingId;
    private volatile @Nullable JeromqSocket socket;
    /** Whether the last that went through the socket was sent: only then a REQ lets anybody look for a reply. */
    private boolean hasAsked;
    /** When nothing was there to receive, the last time that anybody looked. */
    private long emptyNanos = System.nanoTime();

    private volatile @Nullable JeromqConnection connection;
    private volatile boolean isClosedFinally;

    JeromqPeer(JeromqPeers peers, SocketType type, String name, @Nullable RoutingId routingId) {
        super(peers, name, peers.transcript());
        this.peers = peers;
        this.type = type;
        this.routingId = routingId;
    }

    @Override
    public final @Nullable RoutingId routingId() {
        return routingId;
    }

    // --- sending

    @Override
    public final void send(Message message) {
        Message whole = outgoing(message);
        Duration patience = patience();
        using(() -> {
            transcript().sent(name(), message);
            Deadline deadline = Deadline.in(patience);
            while (!attempt(whole)) {
                if (deadline.isOver()) {
                    throw failure(this + " to be able to send within " + Words.of(patience) + ":\n  " + message)
                            .but("it cannot: " + (type == SocketType.ROUTER ? "the queue is full" : state()))
                            .transcript(transcript())
                            .inVain()
                            .error();
                }
                pause();
            }
            return message;
        });
    }

    private boolean attempt(Message whole) {
        try {
            boolean isSent = socket().send(whole);
            hasAsked |= isSent;
            return isSent;
        } catch (ZMQException e) {
            if (e.getErrorCode() == ZError.EHOSTUNREACH) {
                throw failure(this + " to be able to send:\n  " + whole)
                        .but("it knows no peer with the routing id " + whole.first())
                        .transcript(transcript())
                        .cause(e)
                        .error();
            }
            throw e;
        }
    }

    private void pause() {
        // A ROUTER learns only here that the peer for which its queue is full has gone.
        socket().turn();
        LockSupport.parkNanos(RETRY_NANOS);
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while " + name() + " was sending");
        }
        requireOpen();
    }

    /** The message as the socket wants it. */
    Message outgoing(Message message) {
        return type == SocketType.ROUTER ? message.prepend(Frame.text(SUBJECT)) : message;
    }

    /** The message as the test sees it. */
    Message incoming(Message message) {
        return type == SocketType.ROUTER ? Message.of(message.frames().subList(1, message.size())) : message;
    }

    // --- receiving

    @Override
    final Optional<Message> next(Duration patience, Supplier<String> expectation) {
        return using(() -> {
            Deadline deadline = Deadline.in(patience);
            while (arrived.isEmpty()) {
                Duration left = deadline.remaining();
                if (!take(left.compareTo(SLICE) < 0 ? left : SLICE) && left.isZero()) {
                    return Optional.empty();
                }
                requireOpen();
            }
            return Optional.of(arrived.removeFirst());
        });
    }

    private boolean take(Duration time) {
        long after = emptyNanos;
        Message message = socket().receive(Duration.ZERO);
        if (message == null && !time.isZero()) {
            message = socket().receive(time);
            after = System.nanoTime();
        }
        long now = System.nanoTime();
        if (message == null) {
            emptyNanos = now;
            return false;
        }
        hasAsked = false;
        Message seen = incoming(message);
        transcript().received(name(), seen, after, now);
        arrived.addLast(seen);
        return true;
    }

    /** Puts messages back that were taken too early; the first one is the next to be received. */
    final void putBack(Deque<Message> early) {
        using(() -> {
            while (!early.isEmpty()) {
                arrived.addFirst(early.removeLast());
            }
            return early;
        });
    }

    private boolean mayLook() {
        return type != SocketType.REQ || hasAsked;
    }

    // --- the connection

    /** Opens the socket and connects or binds it. */
    final void open() {
        using(() -> {
            JeromqSocket opened = new JeromqSocket(peers.context(), type, name(), routingId);
            socket = opened;
            hasAsked = false;
            emptyNanos = System.nanoTime();
            connection = establish(opened);
            return opened;
        });
    }

    /** Connects the socket, or whatever it does to be reached. */
    JeromqConnection establish(JeromqSocket opened) {
        if (type == SocketType.ROUTER) {
            opened.options().setConnectRid(SUBJECT);
        }
        return JeromqConnection.to(peers.endpoint(), opened.options(), this);
    }

    @Override
    public final void disconnect() {
        using(() -> {
            closeSocket();
            return true;
        });
    }

    private void closeSocket() {
        JeromqSocket open = socket;
        if (open != null) {
            socket = null;
            JeromqConnection ended = connection;
            if (ended != null) {
                ended.closing();
            }
            open.close();
        }
    }

    @Override
    public final void reconnectAs(@Nullable RoutingId id) {
        requireOpen();
        disconnect();
        routingId = id;
        open();
    }

    @Override
    final void closeFinally() {
        isClosedFinally = true;
        inUse.lock();
        try {
            closeSocket();
        } finally {
            inUse.unlock();
        }
    }

    private JeromqSocket socket() {
        requireOpen();
        JeromqSocket open = socket;
        if (open == null) {
            throw new IllegalStateException(name() + " is disconnected; reconnect first");
        }
        return open;
    }

    private void requireOpen() {
        if (isClosedFinally) {
            peers.requireOpen(name());
            throw new IllegalStateException(name() + " has played its script, and was closed; make a new peer");
        }
    }

    private <T> T using(Supplier<T> action) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(name() + " belongs to the thread \"" + owner.getName()
                    + "\", which made it; \"" + Thread.currentThread().getName()
                    + "\" must not use it: a JeroMQ socket is for one thread");
        }
        inUse.lock();
        try {
            return action.get();
        } finally {
            inUse.unlock();
        }
    }

    // --- for failures

    static ExpectationFailedError.Expecting failure(String expectation) {
        return ExpectationFailedError.expecting(expectation);
    }

    private String state() {
        JeromqConnection made = connection;
        return made == null ? "there is no connection" : made.toString();
    }

    @Override
    final boolean isConnected() {
        return socket != null && !isClosedFinally;
    }

    @Override
    final String connection() {
        return state();
    }

    @Override
    final @Nullable Throwable whyNothing() {
        return null;
    }

    @Override
    final Optional<String> describeUntaken() {
        if (Thread.currentThread() != owner || socket == null || isClosedFinally) {
            return Optional.empty();
        }
        return using(() -> {
            while (arrived.size() < MOST_AHEAD && mayLook() && take(Duration.ZERO)) {}
            return arrived.isEmpty() ? Optional.empty() : Optional.of(name() + " received " + Words.some(arrived));
        });
    }
}
