package io.github.dontwait.conformance.mutant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The half of a ROUTER that peers come and go at: the listener, and who holds which routing id. */
public abstract class Listening extends Doorkeeper {

    private static final int BACKLOG = 1_024;

    private final Map<ByteBuffer, Link> byId = new HashMap<>();
    private int nextId = firstAutoId();
    private @Nullable ServerSocketChannel listener;

    Listening(SocketOptions options) {
        super(options);
    }

    /**
     * Binds and begins to listen; the application's thread.
     *
     * @return the endpoint, with the real port where {@code *} was asked for
     */
    public final String open(String host, int port, SocketOptions told) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            prepare(channel);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, reusesAddress());
            channel.bind(address(host, port), BACKLOG);
            channel.configureBlocking(false);
            channel.register(selector(), SelectionKey.OP_ACCEPT);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        listener = channel;
        startIo(told);
        return "tcp://" + host + ":" + channel.socket().getLocalPort();
    }

    /** Sets what the listener needs before it is bound. */
    protected void prepare(ServerSocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
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

    /** Whom a routing id stands for; null for nobody. */
    protected @Nullable Link find(byte[] routingId) {
        return byId.get(ByteBuffer.wrap(routingId));
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
}
