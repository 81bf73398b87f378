package io.github.dontwait.testkit.jeromq;

import io.github.dontwait.testkit.leak.Resource;
import io.github.dontwait.testkit.thread.ThreadDump;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.util.Errno;

/**
 * A JeroMQ context for tests: it makes {@link CheckedSocket}s, collects what goes wrong in JeroMQ's own threads, and
 * closes in bounded time, whatever happened before.
 *
 * <p>The linger of its sockets is {@value #LINGER_MILLIS} ms at first: a message that was just sent is not lost, and a peer
 * that has gone does not hold the close up. A handshake that is stuck is begun anew after {@value #HANDSHAKE_MILLIS} ms. An interrupt, or one that JeroMQ remembers, does not keep it from closing.
 *
 * <p>Any thread may make sockets; each socket then belongs to the thread that uses it. The context is closed by the thread
 * that owns it, after those that use its sockets have ended or closed them.
 *
 * <pre>{@code
 * try (CheckedContext context = CheckedContext.open()) {
 *     ZMQ.Socket router = context.bound(SocketType.ROUTER);
 *     String endpoint = router.getLastEndpoint();
 *     …
 * } // throws if a socket was misused or one of JeroMQ's threads failed
 * }</pre>
 */
public final class CheckedContext extends ZContext {

    /** The linger of sockets that say nothing else, in milliseconds. */
    public static final int LINGER_MILLIS = 500;

    /**
     * After how many milliseconds without a greeting sockets begin a connection anew, if they say nothing else. JeroMQ's
     * connections sometimes get stuck there, and by itself it would wait for 30 s.
     */
    public static final int HANDSHAKE_MILLIS = 500;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_WITH_OWNERS = Duration.ofSeconds(1);
    private static final AtomicLong INPROC = new AtomicLong();

    private final @Nullable CheckedContext parent;
    private final Resource resource;
    private final Set<CheckedSocket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<CheckedContext> shadows = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicBoolean isDestroyed = new AtomicBoolean();
    private final ContextFailures failures = new ContextFailures(isDestroyed::get);
    private final ContextThreads threads = new ContextThreads(failures);
    private volatile Duration patience = PATIENCE;
    private volatile int receiveHighWaterMark = 1000;
    private volatile int sendHighWaterMark = 1000;

    private CheckedContext(@Nullable CheckedContext parent) {
        this.parent = parent;
        this.resource = Resource.opened(() -> (parent == null ? "a JeroMQ context" : "a shadow of a JeroMQ context")
                + (sockets.isEmpty() ? "" : " with " + names(sockets)));
        if (parent == null) {
            // Before the first socket: JeroMQ looks at these when it starts its threads.
            setUncaughtExceptionHandler(failures::died);
            setNotificationExceptionHandler(failures::notified);
            setThreadFactor(threads::thread);
        }
        setLinger(LINGER_MILLIS);
    }

    /** A context with one I/O thread. The caller closes it. */
    public static CheckedContext open() {
        return new CheckedContext(null);
    }

    /** An endpoint that nobody else in this JVM has: {@code inproc://dontwait-7}. */
    public static String inprocEndpoint() {
        return "inproc://dontwait-" + INPROC.incrementAndGet();
    }

    /** How long {@link #close()} may take before it gives up and says what it waits for; five seconds at first. */
    public CheckedContext withPatience(Duration longer) {
        patience = longer;
        return this;
    }

    // --- sockets

    /** A socket; the context closes it at the latest. */
    @Override
    public CheckedSocket createSocket(SocketType type) {
        if (isDestroyed.get()) {
            throw new IllegalStateException("the context is closed; it makes no " + type + " any more");
        }
        CheckedSocket socket = new CheckedSocket(this, type, root().made.incrementAndGet());
        socket.setRcvHWM(receiveHighWaterMark);
        socket.setSndHWM(sendHighWaterMark);
        socket.setLinger(getLinger());
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        sockets.add(socket);
        return socket;
    }

    /** A socket that is bound to 127.0.0.1, to a port that the system chooses: see its {@code getLastEndpoint()}. */
    public CheckedSocket bound(SocketType type) {
        CheckedSocket socket = createSocket(type);
        socket.bind("tcp://127.0.0.1:*");
        return socket;
    }

    @Override
    @Deprecated
    public void destroySocket(ZMQ.@Nullable Socket socket) {
        if (socket != null) {
            socket.setLinger(getLinger());
            socket.close();
        }
    }

    @Override
    public ZMQ.Poller createPoller(int size) {
        return new CheckedPoller(getContext(), size);
    }

    @Override
    public List<ZMQ.Socket> getSockets() {
        return new ArrayList<>(sockets);
    }

    @Override
    public boolean isEmpty() {
        return shadows.isEmpty() && sockets.isEmpty() && super.isEmpty();
    }

    @Override
    public void setRcvHWM(int messages) {
        receiveHighWaterMark = messages;
        super.setRcvHWM(messages);
    }

    @Override
    public void setSndHWM(int messages) {
        sendHighWaterMark = messages;
        super.setSndHWM(messages);
    }

    /** A context that shares this one's threads and endpoints and closes its own sockets only. */
    @Override
    public CheckedContext shadow() {
        if (parent != null) {
            throw new IllegalStateException("a shadow casts no shadow; ask the context itself");
        }
        CheckedContext shadow = new CheckedContext(this);
        shadow.setLinger(getLinger());
        shadow.setRcvHWM(receiveHighWaterMark);
        shadow.setSndHWM(sendHighWaterMark);
        shadows.add(shadow);
        return shadow;
    }

    @Override
    public boolean isMain() {
        return parent == null;
    }

    @Override
    public ZMQ.Context getContext() {
        return parent == null ? super.getContext() : parent.getContext();
    }

    @Override
    public boolean isClosed() {
        return isDestroyed.get() || (parent != null && parent.isClosed());
    }

    // --- the end

    /**
     * Closes all sockets and the context; the second time nothing happens.
     *
     * @throws SocketMisuseError if a socket was misused, also when that was thrown before
     * @throws IllegalStateException if one of JeroMQ's threads failed, or if the context cannot be closed in time
     */
    @Override
    public void close() {
        destroy();
    }

    @Override
    public void destroy() {
        if (!isDestroyed.compareAndSet(false, true)) {
            return;
        }
        // An interrupt, even one that has been dealt with, would make JeroMQ give up closing half-way.
        boolean wasInterrupted = Thread.interrupted();
        new Errno().set(0);
        try {
            closeAll();
        } finally {
            resource.closed();
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (parent == null) {
            failures.throwAll();
        } else {
            parent.shadows.remove(this);
        }
    }

    private void closeAll() {
        shadows.forEach(CheckedContext::destroy);
        List<CheckedSocket> open = List.copyOf(sockets);
        for (CheckedSocket socket : open) {
            requireUnused(socket);
        }
        for (CheckedSocket socket : open) {
            try {
                socket.closeWithContext();
            } catch (SocketMisuseError e) {
                note(e);
            }
        }
        if (parent == null) {
            threads.end(super::destroy, open, patience);
        } else {
            super.getContext().close();
        }
    }

    /** Gives another thread that still has the socket a moment to end; then it is misuse to close it. */
    private void requireUnused(CheckedSocket socket) {
        Thread owner = socket.owner();
        if (owner == null || owner == Thread.currentThread() || ContextThreads.ends(owner, PATIENCE_WITH_OWNERS)) {
            return;
        }
        String doing = ThreadDump.take().reading(owner).map(Object::toString).orElse(owner.getName() + " has ended");
        note(
                new SocketMisuseError(
                        socket + " to be used no more when its context is closed",
                        owner.getName() + " has it, since " + socket.takenAt() + ", and lives: " + doing,
                        "JeroMQ fails at random when sockets are closed under their user. Have the thread stop and join it first."));
    }

    private static String names(Set<CheckedSocket> sockets) {
        return sockets.stream().map(CheckedSocket::toString).sorted().collect(Collectors.joining(", "));
    }

    // --- what went wrong

    /**
     * What went wrong so far: misuse of sockets, and failures of JeroMQ's threads.
     *
     * @return in order of time; a copy
     */
    public List<Throwable> failures() {
        return root().failures.all();
    }

    SocketMisuseError note(SocketMisuseError misuse) {
        root().failures.add(misuse);
        return misuse;
    }

    void arrived(byte[] array) {
        CheckedContext root = root();
        root.sockets.forEach(socket -> socket.arrived(array));
        root.shadows.forEach(shadow -> shadow.sockets.forEach(socket -> socket.arrived(array)));
    }

    void forget(CheckedSocket socket) {
        sockets.remove(socket);
    }

    private CheckedContext root() {
        return parent == null ? this : parent;
    }
}
