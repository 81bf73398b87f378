package io.github.dontwait.testkit.benchmark;

import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireListener;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;

/** A ROUTER of the kit in a thread of its own: sends each message of one client back until that has gone. */
final class EchoRouter {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final WireListener listener;
    private final Thread thread = new Thread(this::serve, "echo-router");

    private EchoRouter(WireListener listener) {
        this.listener = listener;
    }

    /** Serves from now on; the listener stays the caller's. */
    static EchoRouter start(WireListener listener) {
        EchoRouter router = new EchoRouter(listener);
        router.thread.setDaemon(true);
        router.thread.start();
        return router;
    }

    String endpoint() {
        return listener.endpoint();
    }

    private void serve() {
        try (WirePeer client = listener.accept()) {
            client.handshake(WireOptions.of("ROUTER"));
            while (true) {
                client.send(client.receiveMessage(PATIENCE));
            }
        } catch (WireException.ClosedByPeer e) {
            // The client has gone: so does this.
            return;
        }
    }

    void join() throws InterruptedException {
        thread.join(PATIENCE.toMillis());
        if (thread.isAlive()) {
            throw new IllegalStateException("the client has gone and the router still serves");
        }
    }
}
