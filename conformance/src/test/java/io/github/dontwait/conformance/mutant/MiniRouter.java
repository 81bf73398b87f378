package io.github.dontwait.conformance.mutant;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.dontwait.conformance.mutant.Link.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A small ROUTER: right by construction, and each of its steps may be overridden by a mutant. Messages are taken fairly
 * from its peers, those to a peer whose queue is full are dropped whole, and one peer never delays another.
 */
public class MiniRouter extends MiniSocket {

    private static final int BACKLOG = 1_024;
    private static final long LAST_LOOK_NANOS = MILLISECONDS.toNanos(50);

    private final Map<ByteBuffer, Link> byId = new HashMap<>();
    private final Deque<Link> ready = new ArrayDeque<>();
    private final Queue<Link> dirty = new ConcurrentLinkedQueue<>();
    private int nextId = firstAutoId();
    private boolean isSealed;
    private volatile @Nullable CountDownLatch flushed;
    private @Nullable ServerSocketChannel listener;

    public MiniRouter() {
        super(SocketOptions.of("ROUTER"));
    }

    /**
     * Binds and begins to listen; the application's thread.
     *
     * @return the endpoint, with the real port where {@code *} was asked for
     */
    public final String open(String host, int port, SocketOptions told) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, reusesAddress());
            channel.bind(address(host, port), BACKLOG);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        listener = channel;
        startIo(told);
        return "tcp://" + host + ":" + channel.socket().getLocalPort();
    }

    /** Where to listen: at the address that was asked for and at no other. */
    protected InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(host, port);
    }

    /** Whether it binds although connections of a dead process may still be ending at its port. */
    protected boolean reusesAddress() {
        return true;
    }

    // ---- peers come and go (I/O thread)

    @Override
    protected void onAcceptable() {
        try {
            for (SocketChannel channel = accept(); channel != null; channel = accept()) {
                try {
                    onAccepted(channel);
                } catch (IOException e) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            // Too many descriptors, or a peer that has gone again: there is always a next time.
            return;
        }
    }

    private @Nullable SocketChannel accept() throws IOException {
        ServerSocketChannel channel = listener;
        return channel == null || !channel.isOpen() ? null : channel.accept();
    }

    /** A peer connected: its handshake begins, beside those of others. */
    protected void onAccepted(SocketChannel channel) throws IOException {
        adopt(channel);
    }

    @Override
    protected void onEstablished(Link link) {
        relax(link);
        byte[] announced = link.properties().get("Identity");
        byte[] id = routingIdOf(link, announced == null ? new byte[0] : announced);
        link.routingId = id;
        lock.lock();
        try {
            Link holder = byId.get(ByteBuffer.wrap(id));
            if (holder == null) {
                register(link, id);
            } else {
                onDuplicate(link, holder);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The routing id that a peer is known by: what it announced, or one made here. */
    protected byte[] routingIdOf(Link link, byte[] announced) {
        return announced.length > 0
                ? announced
                : ByteBuffer.allocate(5).put((byte) 0).putInt(nextId++).array();
    }

    /** The number of the first peer without a routing id of its own. */
    protected int firstAutoId() {
        return ThreadLocalRandom.current().nextInt();
    }

    /** Lets a link be found by a routing id. */
    protected final void register(Link link, byte[] id) {
        byId.put(ByteBuffer.wrap(id), link);
    }

    /** A routing id is in use already: the first holder keeps it, unless handover was asked for. */
    protected void onDuplicate(Link newcomer, Link holder) {
        byte[] id = newcomer.routingId();
        if (options().handover() && id != null) {
            close(holder);
            register(newcomer, id);
        } else {
            newcomer.mute();
        }
    }

    @Override
    protected void onClosed(Link link) {
        lock.lock();
        try {
            link.outgoing.clear();
            forget(link);
        } finally {
            lock.unlock();
        }
    }

    /** A peer has gone: its routing id is free again. */
    protected void forget(Link link) {
        byte[] id = link.routingId();
        if (id != null) {
            byId.remove(ByteBuffer.wrap(id), link);
        }
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

    /** Whom a routing id stands for; null for nobody. */
    protected @Nullable Link find(byte[] routingId) {
        return byId.get(ByteBuffer.wrap(routingId));
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
                while (selector.selectNow(this::onKey) > 0 && System.nanoTime() - end < 0) {}
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

    /** Lets the port go. */
    protected void closeListener() {
        try {
            onReleased();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the listener", e);
        }
    }

    @Override
    void onReleased() throws IOException {
        ServerSocketChannel channel = listener;
        if (channel != null) {
            channel.close();
        }
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
