package io.github.dontwait.testkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.ResourceUse;
import io.github.dontwait.testkit.transcript.StopReport;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsImages
@Timeout(60)
class ActorContainerTest {

    private static final Duration STOP = Duration.ofSeconds(5);

    private static Peers peersAt(String endpoint) {
        return Peers.to(endpoint, Transcript.begin(), Timeouts.standard());
    }

    private static void assertEchoes(Peer peer, String text) {
        peer.send(text);
        peer.expect(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {NeedsImages.REFERENCE, NeedsImages.PYZMQ})
    void startsAnswersAndStopsInOrder(String image) throws InterruptedException {
        try (ActorContainer actor = new ActorContainer(image).withContract().withLinger(Duration.ofMillis(500))) {
            actor.start();
            assertThat(actor.lines()).first().asString().startsWith("READY tcp://0.0.0.0:5555 work,");
            assertThat(actor.endpoint()).matches("tcp://127\\.0\\.0\\.1:[1-9][0-9]+");
            assertThat(actor.getCurrentContainerInfo()
                            .getNetworkSettings()
                            .getPorts()
                            .getBindings()
                            .values())
                    .allSatisfy(published ->
                            assertThat(published).allMatch(binding -> "127.0.0.1".equals(binding.getHostIp())));
            try (Peers peers = peersAt(actor.endpoint())) {
                Peer alice = peers.dealer("alice");
                assertEchoes(alice, "ping");
                alice.send("$whoami");
                alice.expect("$whoami", "alice");
            }
            StopReport stop = actor.stopInOrder(STOP);
            assertThat(stop.exitCode()).hasValue(0);
            assertThat(stop.isForced()).isFalse();
            assertThat(stop.saidStopped()).contains(true);
            assertThat(stop.releasedPort()).contains(true);
            assertThat(stop.took()).isLessThan(STOP);
            assertThat(actor.awaitLine("STOPPED"::equals, STOP)).hasValue("STOPPED");
            assertThat(actor.errorLines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NeedsImages.REFERENCE, NeedsImages.PYZMQ})
    void aKilledOneEndsWith137AndAnotherTakesItsPlace(String image) {
        int port;
        try (ActorContainer actor = new ActorContainer(image)) {
            actor.start();
            port = URI.create(actor.endpoint()).getPort();
            assertThat(actor.kill()).isEqualTo(137);
            assertThat(actor.kill()).isEqualTo(137);
            assertThat(actor.onExit()).isCompletedWithValue(137);
            assertThat(actor.lines()).doesNotContain("STOPPED");
            assertThat(actor.resources()).isEmpty();
            assertThatThrownBy(() -> actor.stopInOrder(STOP)).isInstanceOf(IllegalStateException.class);
        }
        for (int i = 0; i < 2; i++) {
            try (ActorContainer actor = new ActorContainer(image).withHostPort(port)) {
                actor.start();
                assertThat(actor.endpoint()).isEqualTo("tcp://127.0.0.1:" + port);
                try (Peers peers = peersAt(actor.endpoint())) {
                    assertEchoes(peers.dealer("alice"), "ping");
                }
                actor.kill();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NeedsImages.REFERENCE, NeedsImages.PYZMQ})
    void aFrozenOneAnswersWhenItThaws(String image) {
        try (ActorContainer actor = new ActorContainer(image)) {
            actor.start();
            try (Peers peers = peersAt(actor.endpoint())) {
                Peer alice = peers.dealer("alice");
                assertEchoes(alice, "before");
                actor.pause();
                alice.send("meanwhile");
                alice.expectSilence(Duration.ofMillis(300));
                actor.unpause();
                alice.expect("meanwhile");
            }
            actor.pause();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NeedsImages.REFERENCE, NeedsImages.PYZMQ})
    void aCutIsSilenceInItsOwnNetworkAndHeals(String image) {
        try (ActorContainer actor = new ActorContainer(image).withOwnNetwork()) {
            actor.start();
            String direct = actor.directEndpoint();
            try (Peers peers = peersAt(direct)) {
                Peer alice = peers.dealer("alice");
                assertEchoes(alice, "before");
                actor.cutNetwork();
                alice.send("meanwhile");
                alice.expectSilence(Duration.ofMillis(300));
                assertThatThrownBy(actor::cutNetwork).isInstanceOf(IllegalStateException.class);
                actor.healNetwork();
                alice.expect("meanwhile");
            }
            try (Peers peers = peersAt(actor.endpoint()).connectPatiently()) {
                assertEchoes(peers.dealer("bob"), "after");
            }
            assertThat(actor.directEndpoint()).isEqualTo(direct);
        }
    }

    @Test
    void aCutEndsConnectionsToThePublishedPortAndHeals() {
        try (ActorContainer actor = new ActorContainer(NeedsImages.PYZMQ)) {
            actor.start();
            try (Peers peers = peersAt(actor.endpoint())) {
                Peer alice = peers.dealer("alice");
                assertEchoes(alice, "before");
                actor.cutNetwork();
                alice.expectClosed();
            }
            assertThatThrownBy(actor::endpoint).hasMessageContaining("it has ended, or its network is cut");
            actor.healNetwork();
            try (Peers peers = peersAt(actor.endpoint()).connectPatiently()) {
                assertEchoes(peers.peer(PeerOptions.dealer("alice").connectPatiently()), "after");
            }
        }
    }

    @Test
    void aPlainServiceIsReadyWhenAHandshakeIsFinished() {
        try (ActorContainer echo = new ActorContainer(NeedsImages.PYZMQ)
                .withCommand("python3", "plain_echo.py", "tcp://0.0.0.0:5555")
                .waitingFor(EndpointWaitStrategy.handshake())) {
            echo.start();
            try (Peers peers = peersAt(echo.endpoint())) {
                Peer alice = peers.dealer("alice");
                alice.send("a", "", "b");
                alice.expectNothingBut(Message.of("a", "", "b"));
            }
            // As the first process of a container it is deaf to a signal that it does not handle.
            StopReport stop = echo.stopInOrder(Duration.ofMillis(300));
            assertThat(stop.isForced()).isTrue();
            assertThat(stop.exitCode()).hasValue(137);
            assertThat(stop.saidStopped()).contains(false);
        }
    }

    @Test
    void theEngineTellsWhatItUses() {
        try (ActorContainer actor = new ActorContainer(NeedsImages.PYZMQ)) {
            actor.start();
            ResourceUse use = actor.resources().orElseThrow();
            assertThat(use.cpuTime()).isBetween(Duration.ofMillis(10), Duration.ofSeconds(20));
            assertThat(use.residentBytes()).isBetween(1_000_000L, 500_000_000L);
            assertThat(use.descriptors()).isEqualTo(ResourceUse.UNKNOWN);
        }
    }

    @Test
    void aMissingImageFailsAtOnce() {
        long begin = System.nanoTime();
        try (ActorContainer actor = new ActorContainer("dontwait/no-such-image:1")) {
            assertThatThrownBy(actor::start)
                    .isInstanceOf(ActorStartException.class)
                    .hasMessageContaining("the engine has no image 'dontwait/no-such-image:1'")
                    .hasMessageContaining("docker pull dontwait/no-such-image:1");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void oneThatEndsAtOnceFailsAtOnceWithItsLastWords() {
        long begin = System.nanoTime();
        try (ActorContainer actor = new ActorContainer(NeedsImages.PYZMQ).withEnv("DONTWAIT_LINGER_MS", "soon")) {
            assertThatThrownBy(actor::start).isInstanceOfSatisfying(ActorStartException.class, e -> {
                assertThat(e.exitCode()).hasValue(1);
                assertThat(e.lastLines())
                        .singleElement()
                        .asString()
                        .startsWith("err| DONTWAIT_LINGER_MS: cannot use 'soon'");
                assertThat(e)
                        .hasMessageStartingWith(
                                "the container of " + NeedsImages.PYZMQ
                                        + ":latest ended before it was ready: exit code 1\n  it printed:\n    err| DONTWAIT_LINGER_MS");
            });
            assertThat(actor.getContainerId()).isNull();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void oneThatNeverGetsReadyFailsInTime() {
        List<String> program = List.of("python3", "-u", "-c", "import time; print('hello'); time.sleep(600)");
        for (EndpointWaitStrategy wait : List.of(EndpointWaitStrategy.ready(), EndpointWaitStrategy.handshake())) {
            try (ActorContainer actor = new ActorContainer(NeedsImages.PYZMQ)
                    .withCommand(program.toArray(String[]::new))
                    .waitingFor(wait.withStartupTimeout(Duration.ofSeconds(1)))) {
                assertThatThrownBy(actor::start)
                        .isInstanceOf(ActorStartException.class)
                        .hasMessageContaining("was not ready in time: no ")
                        .hasMessageContaining(" within 1.0 s\n  it printed:\n    out| hello");
            }
        }
    }

    @Test
    void aCommandThatDoesNotExistIsTold() {
        try (ActorContainer actor = new ActorContainer(NeedsImages.PYZMQ).withCommand("no-such-program")) {
            assertThatThrownBy(actor::start)
                    .isInstanceOf(ActorStartException.class)
                    .hasMessageContaining("does not start a container of " + NeedsImages.PYZMQ)
                    .hasMessageContaining("no-such-program");
        }
    }

    @Test
    void whatIsNotStartedCannotBeLookedAt() {
        try (ActorContainer actor = new ActorContainer(NeedsImages.PYZMQ)) {
            assertThatThrownBy(actor::lines)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("start it first");
            assertThatThrownBy(actor::directEndpoint).hasMessageContaining("withOwnNetwork()");
            assertThatThrownBy(() -> actor.withHostPort(0)).hasMessage("port 0: expected 1 to 65535");
        }
    }
}
