package io.github.dontwait.conformance.mutant;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.dontwait.conformance.mutant.Link.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A small ROUTER: right by construction, and each of its steps may be overridden by a mutant. Messages are taken fairly
 * from its peers, those to a peer whose queue is full are dropped whole, and one peer never delays another.
 */
public class MiniRouter extends Listening {

    private static final long LAST_LOOK_NANOS = MILLISECONDS.toNanos(50);

    private final Deque<Link> ready = new ArrayDeque<>();
    private final Queue<Link> dirty = new ConcurrentLinkedQueue<>();
    private boolean isSealed;
    private volatile @Nullable CountDownLatch flushed;

    public MiniRouter() {
        super(SocketOptions.of("ROUTER"));
    }

    // ---- messages in

    /** A whole message came: queues it, unless its peer is not listened to. */
    @Override
    protected void onMessage(Link link, List<byte[]> frames) {
        lock.lock();
        try {
            if (link.isMute() || isSealed) {
                return;
            }
            if (link.incoming.isEmpty()) {
                ready.addLast(link);
            }
            link.incoming.addLast(frames);
            link.incomingOctets += Incoming.octets(frames);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    final boolean hasInput() {
        return !ready.isEmpty();
    }

    /**
     * Takes one message, of the peer whose turn it is; the application's thread.
     *
     * @return null if none is there
     * @throws Ended if the socket was closed
     */
    public @Nullable Incoming receive() {
        lock.lock();
        try {
            checkOpen();
            Link link = nextReady(ready);
            if (link == null) {
                return null;
            }
            List<byte[]> frames = link.incoming.removeFirst();
            link.incomingOctets -= Incoming.octets(frames);
            if (!link.incoming.isEmpty()) {
                ready.addLast(link);
            }
            if (link.unparsed != null && link.incoming.size() <= options().highWaterMark() / 2) {
                later(() -> resume(link));
            }
            byte[] id = link.routingId();
            return new Incoming(id == null ? new byte[0] : id, frames);
        } finally {
            lock.unlock();
        }
    }

    /** Takes out the link whose turn it is: peers take turns, message by message. */
    protected @Nullable Link nextReady(Deque<Link> waiting) {
        return waiting.pollFirst();
    }

    // ---- messages out

    /**
     * Queues one message for a peer, whole or not at all, and never waits; the application's thread.
     *
     * @return false if nobody has this routing id, or its queue is full
     * @throws Ended if the socket was closed
     */
    public boolean send(byte[] routingId, List<byte[]> frames) {
        lock.lock();
        try {
            checkOpen();
            Link link = find(routingId);
            if (link == null || !link.isOpen()) {
                return false;
            }
            int mark = options().highWaterMark();
            if (mark > 0 && link.outgoing.size() >= mark) {
                return onFull(link, frames);
            }
            enqueue(link, frames);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody who has this routing id is connected; the application's thread. */
    public final boolean isConnected(byte[] routingId) {
        lock.lock();
        try {
            Link link = find(routingId);
            return link != null && link.isOpen();
        } finally {
            lock.unlock();
        }
    }

    /** A peer's queue is full: drops the message, whole. Returns whether it was taken after all. */
    protected boolean onFull(Link link, List<byte[]> frames) {
        return false;
    }

    /** Puts a message behind those that wait for a peer, whatever its high-water mark. */
    protected final void enqueue(Link link, List<byte[]> frames) {
        link.outgoing.addLast(frames);
        if (!link.isDirty) {
            link.isDirty = true;
            dirty.add(link);
            wakeIo();
        }
    }

    @Override
    protected @Nullable List<byte[]> nextOutgoing(Link link) {
        lock.lock();
        try {
            return link.outgoing.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    @Override
    void onTurn() {
        for (Link link = dirty.poll(); link != null; link = dirty.poll()) {
            clean(link);
            SelectionKey key = link.key;
            if (key != null && key.isValid() && (key.interestOps() & SelectionKey.OP_WRITE) == 0) {
                try {
                    onWritable(link);
                } catch (IOException | RuntimeException e) {
                    onFailure(link, e);
                }
            }
        }
        CountDownLatch waiting = flushed;
        if (waiting != null && links.stream().noneMatch(this::hasUnsent)) {
            waiting.countDown();
        }
    }

    private void clean(Link link) {
        lock.lock();
        try {
            link.isDirty = false;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasUnsent(Link link) {
        lock.lock();
        try {
            return link.phase() == Phase.TRAFFIC && !(link.outgoing.isEmpty() && link.writing.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    // ---- the end (the application's thread)

    /**
     * Closes the listener, takes a last look at what has arrived, and ignores all that arrives from then on. What was
     * queued can still be taken.
     */
    public void seal() {
        doAndWait(() -> {
            closeListener();
            try {
                long end = System.nanoTime() + LAST_LOOK_NANOS;
                while (selector().selectNow(this::onKey) > 0 && System.nanoTime() - end < 0) {}
            } catch (IOException e) {
                throw new UncheckedIOException("the last look failed", e);
            }
            lock.lock();
            try {
                isSealed = true;
            } finally {
                lock.unlock();
            }
        });
    }

    /** Waits until all that was sent is with the operating system; false if that took longer than allowed. */
    public boolean flush(long nanos) {
        CountDownLatch waiting = new CountDownLatch(1);
        flushed = waiting;
        wakeIo();
        try {
            return waiting.await(nanos, NANOSECONDS);
        } catch (InterruptedException e) {
            throw new Ended();
        } finally {
            flushed = null;
        }
    }
}
