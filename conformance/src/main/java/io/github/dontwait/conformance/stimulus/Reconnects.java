package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.testkit.peer.ClientConnection;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.wire.WireListener;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.Optional;

/** How often a client comes back to a server that sends it away. */
public final class Reconnects {

    private static final Duration WINDOW = Duration.ofMillis(1_200);
    private static final Duration LOOK = Duration.ofMillis(1);

    /** The usual first interval is 100 ms; seven times as many are a storm. */
    private static final int STORM = 80;

    private final ClientBench bench;

    private Reconnects(ClientBench bench) {
        this.bench = bench;
    }

    /** Two clients: one server closes each connection at once, the other after the handshake. */
    public static void expectNoStorm(ClientBench bench) throws InterruptedException {
        new Reconnects(bench).run();
    }

    private void run() throws InterruptedException {
        WireListener door = bench.listener();
        FakeRouter router = bench.router();
        RunningSubject turnedAway = bench.start(door.endpoint(), 5, 5, ClientRun.NEVER);
        RunningSubject cutOff = bench.start(router.endpoint(), 5, 5, ClientRun.NEVER);
        int atTheDoor = 0;
        int inside = 0;
        Countdown window = Countdown.of(WINDOW);
        Countdown patience = Countdown.of(bench.timeouts().arrival());
        while (!window.left().isZero()
                || (atTheDoor < 2 || inside < 2) && !patience.left().isZero()) {
            boolean counts = !window.left().isZero();
            Optional<WirePeer> knock = door.poll(LOOK);
            if (knock.isPresent()) {
                knock.get().close();
                atTheDoor += counts || atTheDoor < 2 ? 1 : 0;
            }
            Optional<ClientConnection> connection = router.pollConnection(LOOK);
            if (connection.isPresent()) {
                connection.get().reset();
                inside += counts || inside < 2 ? 1 : 0;
            }
            expectCalm(atTheDoor, "at once");
            expectCalm(inside, "after the handshake");
        }
        bench.note(atTheDoor + " connections to a server that closes them at once, " + inside
                + " to one that closes them after the handshake");
        expectBack(turnedAway, atTheDoor, "at once");
        expectBack(cutOff, inside, "after the handshake");
    }

    private void expectCalm(int count, String when) {
        if (count > STORM) {
            throw bench.failed(
                    "the client to wait before it connects again, where the server closes its connection " + when,
                    "it connected more than " + STORM + " times within " + WINDOW.toMillis() + " ms");
        }
    }

    private void expectBack(RunningSubject client, int count, String when) {
        if (count < 2) {
            boolean ended = client.onExit().toCompletableFuture().isDone();
            throw bench.failed(
                    "the client to connect again within "
                            + bench.timeouts().arrival().toMillis() + " ms, where the server closed its connection "
                            + when,
                    count + " connections came, and the client " + (ended ? "has ended" : "still runs"));
        }
    }
}
