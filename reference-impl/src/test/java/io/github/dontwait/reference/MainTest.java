package io.github.dontwait.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as others see it: lines, signals, exit codes. */
@Timeout(90)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "SIGTERM")
class MainTest {

    private static final String CAPABILITIES =
            "work,fail,defer,stats,whoami,heartbeat,drain,handover,concurrent,plain,curve,maxmsgsize,hwm,stdin";

    @ParameterizedTest
    @ValueSource(strings = {"worker", "server"})
    void itSaysReadyAndServesAndStopsOnSigterm(String role) {
        try (ChildProcess child = ChildProcess.reference("DONTWAIT_ROLE", role, "DONTWAIT_CONTRACT", "1");
                Peers peers = peersOf(child)) {
            Peer peer = peers.dealer("peer");
            peer.send("hi");
            peer.expect("hi");
            peer.send("$whoami");
            peer.expect("$whoami", "peer");
            long start = System.nanoTime();
            child.terminate();
            child.terminate();
            assertThat(child.linesToTheEnd()).containsExactly("STOPPED");
            assertThat(child.exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(child.errorText()).doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "server"})
    void itStopsAtTheEndOfItsInput(String role) {
        try (ChildProcess child = ChildProcess.reference("DONTWAIT_ROLE", role)) {
            child.line();
            child.endInput();
            assertThat(child.linesToTheEnd()).containsExactly("STOPPED");
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test
    void anInputThatHadEndedBeforeTheStartIsNone() {
        try (ChildProcess child = ChildProcess.reference()) {
            child.endInput();
            try (Peers peers = peersOf(child)) {
                Peer peer = peers.dealer("peer");
                peer.send("hi");
                peer.expect("hi");
                assertThat(child.isAlive()).isTrue();
            }
        }
    }

    @Test
    void withoutTheContractVerbsAreEchoedAndTheCapabilitiesAreTheSame() {
        try (ChildProcess child = ChildProcess.reference();
                Peers peers = peersOf(child)) {
            Peer peer = peers.dealer("peer");
            for (String verb : List.of("$fail", "$stats", "$whoami", "$work")) {
                peer.send(verb);
                peer.expect(verb);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "server"})
    void claimsOfMoreMemoryThanThereIsEndTheirOwnConnectionsOnly(String role) {
        try (ChildProcess child = ChildProcess.reference("DONTWAIT_ROLE", role, "JDK_JAVA_OPTIONS", "-Xmx160m");
                Peers peers = peersOf(child)) {
            Peer bystander = peers.dealer("bystander");
            for (int i = 0; i < 20; i++) {
                WirePeer claimant = peers.raw("claimant-" + i);
                claimant.handshake(WireOptions.of("DEALER"));
                claimant.sendHex("020000000004000000"); // a frame of 64 MiB follows, it says
            }
            for (int i = 0; i < 20; i++) {
                bystander.send("still here");
                bystander.expect("still here");
            }
            child.terminate();
            assertThat(child.linesToTheEnd()).containsExactly("STOPPED");
        }
    }

    @Test
    void thePortIsFreeAtOnceAfterAKill() {
        String endpoint;
        try (ChildProcess child = ChildProcess.reference();
                Peers peers = peersOf(child)) {
            endpoint = peers.endpoint();
            peers.dealer("peer").send("$work", "500");
            child.kill();
        }
        try (ChildProcess again = ChildProcess.reference("DONTWAIT_ENDPOINT", endpoint)) {
            assertThat(again.line()).startsWith("READY " + endpoint + " ");
        }
    }

    @Test
    void aPortInUseIsAFailureThatNamesIt() {
        try (ChildProcess child = ChildProcess.reference()) {
            String endpoint = child.line().split(" ")[1];
            try (ChildProcess second = ChildProcess.reference("DONTWAIT_ENDPOINT", endpoint)) {
                assertThat(second.linesToTheEnd()).isEmpty();
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.errorText()).contains("cannot bind " + endpoint);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "server", "client"})
    void anUnusableSettingEndsItBeforeReady(String role) {
        try (ChildProcess child = ChildProcess.reference(
                "DONTWAIT_ROLE", role, "DONTWAIT_WINDOW", "0", "DONTWAIT_ENDPOINT", "tcp://127.0.0.1:5555")) {
            assertThat(child.linesToTheEnd()).isEmpty();
            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(child.errorText().lines())
                    .containsExactly(
                            "dontwait: DONTWAIT_WINDOW is \"0\"; expected a whole number from 1 to 2147483647");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "server"})
    void whileIdleItTurnsAndCostsLittle(String role) {
        try (ChildProcess child = ChildProcess.reference("DONTWAIT_ROLE", role, "DONTWAIT_CONTRACT", "1");
                Peers peers = peersOf(child)) {
            Peer peer = peers.dealer("peer");
            long turnsBefore = turns(peer);
            long cpuBefore = child.cpuMillis();
            peer.expectSilence(Duration.ofSeconds(2));
            assertThat(child.cpuMillis() - cpuBefore).isLessThan(500);
            assertThat(turns(peer) - turnsBefore).isBetween(10L, 1_000L);
        }
    }

    @Test
    void everyIdleStrategyServes() {
        for (String idle : List.of("wait", "sleep", "backoff", "spin")) {
            try (ChildProcess child = ChildProcess.reference("DONTWAIT_IDLE", idle);
                    Peers peers = peersOf(child)) {
                Peer peer = peers.dealer("peer");
                peer.send(idle);
                peer.expect(idle);
                child.terminate();
                assertThat(child.linesToTheEnd()).containsExactly("STOPPED");
                assertThat(child.exitCode()).isZero();
            }
        }
    }

    @Test
    void theClientDoesItsWorkAndEnds() {
        try (Peers peers = Peers.listening(Transcript.begin(), Timeouts.standard())) {
            FakeRouter server = peers.fakeRouter("server");
            try (ChildProcess client = ChildProcess.reference(
                    "DONTWAIT_ROLE", "client", "DONTWAIT_ENDPOINT", server.endpoint(), "DONTWAIT_REQUESTS", "2")) {
                assertThat(client.line()).startsWith("READY " + server.endpoint());
                for (String number : List.of("1", "2")) {
                    server.reply(server.takeRequest(), number);
                    assertThat(client.line()).matches("REPLY " + number + " \\d+");
                }
                assertThat(client.linesToTheEnd()).containsExactly("DONE 2 0");
                assertThat(client.exitCode()).isZero();
            }
        }
    }

    @Test
    void theClientEndsOnSigterm() {
        try (ChildProcess client = ChildProcess.reference(
                "DONTWAIT_ROLE",
                "client",
                "DONTWAIT_ENDPOINT",
                "tcp://127.0.0.1:1",
                "DONTWAIT_WINDOW",
                "10",
                "DONTWAIT_TIMEOUT_MS",
                "60000")) {
            client.line();
            long start = System.nanoTime();
            client.terminate();
            assertThat(client.exitCode()).isZero();
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(2));
        }
    }

    private static Peers peersOf(ChildProcess child) {
        String[] ready = child.line().split(" ");
        assertThat(ready[0]).isEqualTo("READY");
        assertThat(ready[1]).doesNotContain("*");
        assertThat(ready[2]).isEqualTo(CAPABILITIES);
        return Peers.to(ready[1], Transcript.begin(), Timeouts.standard());
    }

    private static long turns(Peer peer) {
        peer.send("$stats");
        for (Frame frame : peer.expectMessage().frames()) {
            if (frame.text().startsWith("turns=")) {
                return Long.parseLong(frame.text().substring("turns=".length()));
            }
        }
        throw new AssertionError("no turns");
    }
}
