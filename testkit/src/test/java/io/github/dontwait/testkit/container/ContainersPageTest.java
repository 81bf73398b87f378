package io.github.dontwait.testkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.StopReport;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/containers.md shows. */
@NeedsImages
class ContainersPageTest {

    private static final String IMAGE = "dontwait/python-pyzmq"; // yours

    private final ActorContainer worker =
            new ActorContainer(IMAGE).withLinger(Duration.ofSeconds(1)).withOwnNetwork();

    @BeforeAll
    static void skipsWhereItCannotRun() {
        ActorContainer.obstacle(IMAGE).ifPresent(Assumptions::abort);
    }

    @BeforeEach
    void start() {
        worker.start();
    }

    @AfterEach
    void close() {
        worker.close();
    }

    private static Peers peersAt(String endpoint) {
        return Peers.to(endpoint, Transcript.begin(), Timeouts.standard());
    }

    @Test
    void answersAndStopsInOrder() {
        try (Peers peers = peersAt(worker.endpoint())) {
            Peer alice = peers.dealer("alice");
            alice.send("ping");
            alice.expect("ping");
        }
        StopReport stop = worker.stopInOrder(Duration.ofSeconds(5));
        assertThat(stop.exitCode()).hasValue(0);
        assertThat(stop.saidStopped()).contains(true);
    }

    @Test
    void aFrozenWorkerAnswersWhenItThaws() {
        try (Peers peers = peersAt(worker.endpoint())) {
            Peer alice = peers.dealer("alice");
            worker.pause();
            alice.send("ping");
            alice.expectSilence(Duration.ofMillis(300));
            worker.unpause();
            alice.expect("ping");
        }
    }

    @Test
    void aPartitionHeals() {
        try (Peers peers = peersAt(worker.directEndpoint())) {
            Peer alice = peers.dealer("alice");
            worker.cutNetwork();
            alice.send("ping");
            alice.expectSilence(Duration.ofMillis(300));
            worker.healNetwork();
            alice.expect("ping");
        }
    }

    @Test
    void aPlainServiceIsReadyWhenAHandshakeIsFinished() {
        try (ActorContainer echo = new ActorContainer(IMAGE)
                .withCommand("python3", "plain_echo.py", "tcp://0.0.0.0:5555")
                .waitingFor(EndpointWaitStrategy.handshake().withStartupTimeout(Duration.ofSeconds(20)))) {
            echo.start();
            assertThat(echo.kill()).isEqualTo(137);
        }
    }

    @Test
    void aStartThatFailsSaysWhy() {
        try (ActorContainer wrong = new ActorContainer(IMAGE).withEnv("DONTWAIT_LINGER_MS", "soon")) {
            assertThatThrownBy(wrong::start)
                    .isInstanceOf(ActorStartException.class)
                    .hasMessageContaining("ended before it was ready: exit code 1")
                    .hasMessageContaining("err| DONTWAIT_LINGER_MS: cannot use 'soon'");
        }
    }
}
