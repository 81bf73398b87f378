package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.TcpEndpoint;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireListener;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A link, the server behind it, and the peers that a test makes at both ends. Closes them all. */
final class LinkedPeers implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final Duration SHORT = Duration.ofMillis(50);
    static final WireOptions SERVER = WireOptions.of("ROUTER");

    private final Transcript transcript = Transcript.begin();
    private final WireListener listener = WireListener.bind("server", transcript, Timeouts.standard());
    private final Link link = Link.to(listener.endpoint(), "link", transcript);
    /** What closes each, the last one first. */
    private final Deque<Runnable> closings = new ArrayDeque<>(List.of(link::close, listener::close));

    /** Both ends after the handshake. */
    record Ends(WirePeer client, WirePeer server) {}

    Transcript transcript() {
        return transcript;
    }

    WireListener listener() {
        return listener;
    }

    Link link() {
        return link;
    }

    /** A client of the link that has sent nothing. */
    WirePeer connect() {
        WirePeer client =
                WirePeer.connect(TcpEndpoint.parse(link.endpoint()), "client", transcript, Timeouts.standard());
        closings.addFirst(client::close);
        return client;
    }

    /** The server's end of the next connection. */
    WirePeer accept() {
        WirePeer server = listener.accept();
        closings.addFirst(server::close);
        return server;
    }

    Ends shakeHands() {
        WirePeer client = connect();
        WirePeer server = accept();
        CompletableFuture<Void> clients = CompletableFuture.runAsync(() -> client.handshake(WireOptions.of("DEALER")));
        server.handshake(SERVER);
        clients.join();
        return new Ends(client, server);
    }

    @Override
    public void close() {
        closings.forEach(Runnable::run);
    }
}
