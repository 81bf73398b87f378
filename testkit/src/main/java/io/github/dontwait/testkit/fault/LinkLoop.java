package io.github.dontwait.testkit.fault;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.wire.ListeningLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The thread of a {@link Link}: makes a connection to the target for each that is accepted, and lets octets through. */
final class LinkLoop extends ListeningLoop {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Link link;
    private final InetSocketAddress target;
    /** The connections that last. */
    private final List<LinkConnection> connections = new ArrayList<>();

    LinkLoop(Link link, String name, InetSocketAddress target) {
        super(name, "dontwait-link-" + name, 0, PATIENCE);
        this.link = link;
        this.target = target;
    }

    /** Has the thread do this and waits until it is done. */
    void call(Runnable task) {
        try {
            call(task, PATIENCE);
        } catch (ExecutionException e) {
            throw new IllegalStateException(name() + " could not do it", e.getCause());
        }
    }

    // --- what it is asked for, on its thread

    /** Accepts nobody any more; whoever connects waits. */
    void blackhole() {
        accepts(false);
    }

    /** Listens and accepts as at first. */
    void heal() {
        accepts(true);
        try {
            listenAgain();
        } catch (IOException e) {
            throw new UncheckedIOException(name() + " cannot listen again on 127.0.0.1:" + port(), e);
        }
    }

    void cut(Event.Ending how) {
        List.copyOf(connections).forEach(connection -> connection.end(how, Event.By.PEER));
    }

    void halfClose(LinkDirection direction) {
        List.copyOf(connections).forEach(connection -> connection.halfClose(direction));
    }

    void resume(LinkDirection direction) {
        connections.forEach(connection -> connection.resume(direction));
    }

    void forget(LinkConnection connection) {
        connections.remove(connection);
    }

    /** Delivers everything that is due; answers after how many nanoseconds more will be. */
    long pumpAll() {
        long wait = LinkFlow.NEVER;
        for (LinkConnection connection : List.copyOf(connections)) {
            wait = Math.min(wait, connection.pump());
        }
        return wait;
    }

    // --- the thread

    @Override
    protected void accepted(SocketChannel client, String title) throws IOException {
        SocketChannel server = SocketChannel.open();
        server.configureBlocking(false);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        server.setOption(StandardSocketOptions.TCP_NODELAY, true);
        LinkConnection connection = new LinkConnection(
                link, title, client, server, register(client, 0), register(server, SelectionKey.OP_CONNECT));
        connections.add(connection);
        connection.connect(target);
    }

    @Override
    protected void ready(SelectionKey key, ByteBuffer scratch) {
        ((LinkConnection) requireNonNull(key.attachment())).turn(key, scratch);
    }

    @Override
    protected long turn() {
        return pumpAll();
    }

    @Override
    protected void ending() {
        List.copyOf(connections).forEach(connection -> connection.end(Event.Ending.FIN, Event.By.PEER));
        link.threadEnded();
    }
}
