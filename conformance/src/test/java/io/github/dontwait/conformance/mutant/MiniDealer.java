package io.github.dontwait.conformance.mutant;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.dontwait.conformance.mutant.Link.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small DEALER that connects to one server, and again whenever the connection breaks. What was queued meanwhile is sent
 * then; what a broken connection had taken is lost, as everywhere in ZeroMQ.
 */
public class MiniDealer extends MiniSocket {

    private static final long FIRST_BACK_OFF_MS = 100;
    private static final long LONGEST_BACK_OFF_MS = 1_000;

    private final Deque<List<byte[]>> inbox = new ArrayDeque<>();
    private final Deque<List<byte[]>> outbox = new ArrayDeque<>();
    private InetSocketAddress server = new InetSocketAddress(0);
    private volatile @Nullable Link link;
    private int failures;
    private long nextAttemptNanos;
    private boolean isRefused;

    public MiniDealer() {
        super(SocketOptions.of("DEALER"));
    }

    /** Begins to connect, server or not; the application's thread. */
    public final void open(String host, int port, SocketOptions told) throws IOException {
        server = new InetSocketAddress(host, port);
        nextAttemptNanos = System.nanoTime();
        selector();
        startIo(told);
        wakeIo();
    }

    // ---- the connection (I/O thread)

    @Override
    protected Set<String> partners() {
        return Set.of("ROUTER", "REP", "DEALER");
    }

    /** A server that accepts and then says nothing is given up soon, and tried again. */
    @Override
    protected long handshakeMillis() {
        return 2_000;
    }

    /** How long to wait before the next attempt after so many failures in a row; an established connection counts too. */
    protected long backOffMillis(int failuresInARow) {
        return Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS << Math.min(failuresInARow - 1, 10));
    }

    /** Whether another connection is tried: not after the server has said ERROR. */
    protected boolean isWillingToConnect() {
        return !isRefused;
    }

    @Override
    protected void onHandshakeError(Link refused, byte[] reason) {
        isRefused = true;
    }

    @Override
    long nextDutyMillis() {
        if (link != null || !isWillingToConnect()) {
            return super.nextDutyMillis();
        }
        return Math.max(1, NANOSECONDS.toMillis(nextAttemptNanos - System.nanoTime() + 999_999));
    }

    @Override
    void onTurn() {
        Link current = link;
        if (current == null) {
            if (isWillingToConnect() && nextAttemptNanos - System.nanoTime() <= 0) {
                attempt();
            }
        } else if (current.phase() == Phase.TRAFFIC && isWaitingToBeWritten(current)) {
            try {
                onWritable(current);
            } catch (IOException | RuntimeException e) {
                onFailure(current, e);
            }
        }
    }

    private boolean isWaitingToBeWritten(Link current) {
        SelectionKey key = current.key;
        lock.lock();
        try {
            return !outbox.isEmpty()
                    && key != null
                    && key.isValid()
                    && (key.interestOps() & SelectionKey.OP_WRITE) == 0;
        } finally {
            lock.unlock();
        }
    }

    private void attempt() {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            Link fresh = new Link(channel);
            fresh.phase = Phase.CONNECTING;
            fresh.key = channel.register(selector(), SelectionKey.OP_CONNECT, fresh);
            links.add(fresh);
            link = fresh;
            expectTraffic(fresh, handshakeMillis());
            try {
                if (channel.connect(server)) {
                    onConnectable(fresh);
                }
            } catch (IOException | RuntimeException e) {
                onFailure(fresh, e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a channel", e);
        }
    }

    @Override
    void onConnectable(Link fresh) throws IOException {
        fresh.channel().finishConnect();
        interest(fresh, SelectionKey.OP_CONNECT, false);
        interest(fresh, SelectionKey.OP_READ, true);
        begin(fresh);
    }

    @Override
    protected void onEstablished(Link established) {
        relax(established);
        failures = 0;
    }

    @Override
    protected void onClosed(Link closed) {
        if (link == closed) {
            link = null;
            failures++;
            nextAttemptNanos = System.nanoTime() + MILLISECONDS.toNanos(backOffMillis(failures));
        }
    }

    /** Whether the handshake with the server is done and the connection stands; any thread. */
    public final boolean isConnected() {
        Link current = link;
        return current != null && current.phase() == Phase.TRAFFIC;
    }

    // ---- messages

    @Override
    protected void onMessage(Link from, List<byte[]> frames) {
        lock.lock();
        try {
            inbox.addLast(frames);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected boolean isFull(Link from) {
        lock.lock();
        try {
            return options().highWaterMark() > 0 && inbox.size() >= options().highWaterMark();
        } finally {
            lock.unlock();
        }
    }

    @Override
    final boolean hasInput() {
        return !inbox.isEmpty();
    }

    /**
     * Takes one message; the application's thread.
     *
     * @return its frames; null if none is there
     * @throws Ended if the socket was closed
     */
    public @Nullable List<byte[]> receive() {
        lock.lock();
        try {
            checkOpen();
            List<byte[]> frames = inbox.pollFirst();
            Link current = link;
            if (current != null
                    && current.unparsed != null
                    && inbox.size() <= options().highWaterMark() / 2) {
                later(() -> resume(current));
            }
            return frames;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Queues one message and never waits; the application's thread.
     *
     * @return false if the queue is full
     * @throws Ended if the socket was closed
     */
    public boolean send(List<byte[]> frames) {
        lock.lock();
        try {
            checkOpen();
            if (options().highWaterMark() > 0 && outbox.size() >= options().highWaterMark()) {
                return false;
            }
            outbox.addLast(frames);
        } finally {
            lock.unlock();
        }
        wakeIo();
        return true;
    }

    /** Whether messages wait that no connection has taken; the application's thread. */
    public final boolean hasUnsent() {
        lock.lock();
        try {
            return !outbox.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected @Nullable List<byte[]> nextOutgoing(Link to) {
        lock.lock();
        try {
            return outbox.pollFirst();
        } finally {
            lock.unlock();
        }
    }
}
