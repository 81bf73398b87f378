package io.github.dontwait.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An actor inside somebody's program. */
class ActorThreadTest {

    private static ActorThread echo(String endpoint) {
        Settings settings = Settings.from(Map.of("DONTWAIT_ENDPOINT", endpoint, "DONTWAIT_CONTRACT", "1"));
        return ActorThread.start(
                settings, around -> new Worker(settings, new VerbHandler(around.counters()), around, bound -> {}));
    }

    @Test
    void itServesUntilItIsStoppedAndThenItsPortIsFree() throws Exception {
        ActorThread worker = echo("tcp://127.0.0.1:*");
        try (Peers peers = Peers.to(worker.endpoint(), Transcript.begin(), Timeouts.standard())) {
            Peer alice = peers.dealer("alice");
            alice.send("ping");
            alice.expect("ping");
        }
        worker.stop();
        worker.onEnd().toCompletableFuture().get(5, TimeUnit.SECONDS);
        ActorThread next = echo(worker.endpoint());
        next.close();
        assertThat(next.endpoint()).isEqualTo(worker.endpoint());
    }

    @Test
    void whatKeepsItFromStartingIsThrown() {
        try (ActorThread worker = echo("tcp://127.0.0.1:*")) {
            assertThatThrownBy(() -> echo(worker.endpoint()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(worker.endpoint());
        }
    }

    @Test
    void closingItWaitsForNoWorkInHand() {
        ActorThread worker = echo("tcp://127.0.0.1:*");
        try (Peers peers = Peers.to(worker.endpoint(), Transcript.begin(), Timeouts.standard())) {
            Peer alice = peers.dealer("alice");
            alice.send("$work", "4000");
            Peer bob = peers.dealer("bob");
            bob.send("has the work begun?");
            bob.expect("has the work begun?");
            long begin = System.nanoTime();
            worker.close();
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MILLISECONDS.toNanos(3_000));
        }
        assertThat(worker.onEnd().toCompletableFuture()).isCompleted();
    }
}
