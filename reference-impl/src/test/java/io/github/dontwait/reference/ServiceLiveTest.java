package io.github.dontwait.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Worker and server alike, over tcp, with peers that speak ZMTP by hand. */
@Timeout(60)
class ServiceLiveTest {

    private static final String IMPOSSIBLE_SIZE = "02ffffffffffffffff";
    private static final String FOUR_HUNDRED_MEGABYTES = "020000000017d78400";

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void repliesReachThePeerThatAsked(Settings.Role role) {
        try (Live live = new Live(role)) {
            Peer alice = live.peers.dealer("alice");
            Peer bob = live.peers.anonymous("bob");
            Peer carol = live.peers.req("carol");
            alice.send("from alice", "", "more");
            bob.send("from bob");
            carol.send("from carol");
            alice.expect("from alice", "", "more");
            bob.expect("from bob");
            carol.expect("from carol");
            carol.send("again");
            carol.expect("again");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void routingIdsAreAnyOctets(Settings.Role role) {
        try (Live live = new Live(role)) {
            RoutingId binary = RoutingId.hex("80ff0a00fe");
            Peer peer = live.peers.peer(PeerOptions.dealer("binary").withRoutingId(binary));
            peer.send("$whoami");
            peer.expect(Message.of(Frame.text("$whoami"), Frame.hex("80ff0a00fe")));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void anImpossibleFrameSizeEndsItsConnectionAndNothingElse(Settings.Role role) {
        try (Live live = new Live(role)) {
            Peer bystander = live.peers.dealer("bystander");
            for (String header : List.of(IMPOSSIBLE_SIZE, FOUR_HUNDRED_MEGABYTES, "024000000000000000")) {
                WirePeer hostile = live.peers.raw("hostile", WireOptions.of("DEALER"));
                hostile.handshake(WireOptions.of("DEALER"));
                hostile.sendHex(header);
                assertThat(hostile.awaitClose(Duration.ofSeconds(5))).as(header).isPresent();
                expectEcho(bystander, header);
                assertThat(hostile.arrivedMessages()).isEmpty();
                hostile.close();
                expectEcho(bystander, header);
            }
            expectEcho(live.peers.dealer("newcomer"), "hi");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void theSizeLimitIsExact(Settings.Role role) {
        try (Live live = new Live(role, "DONTWAIT_MAXMSGSIZE", "1000")) {
            Peer peer = live.peers.dealer("peer");
            expectEcho(peer, "x".repeat(1_000));
            peer.send("x".repeat(1_001));
            peer.expectClosed();
            expectEcho(live.peers.dealer("other"), "x");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void peersThatComeAndGoWithoutAWordDoNotTurnTheLoop(Settings.Role role) {
        try (Live live = new Live(role)) {
            Peer peer = live.peers.dealer("peer");
            peer.send("$work", "1");
            peer.expect("$work", "1");
            long start = System.nanoTime();
            long before = live.counter("turns");
            for (int i = 0; i < 100; i++) {
                WirePeer passing = live.peers.raw("passing", WireOptions.of("DEALER"));
                passing.handshake(WireOptions.of("DEALER"));
                passing.close();
            }
            expectEcho(peer, "still here");
            long waits = Duration.ofNanos(System.nanoTime() - start).toMillis() / 100;
            assertThat(live.counter("turns") - before).isLessThan(waits + 20);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void aPeerThatRestartsWithItsRoutingIdIsServedAgain(Settings.Role role) {
        try (Live live = new Live(role)) {
            Peer peer = live.peers.dealer("same");
            expectEcho(peer, "before");
            Peer successor = live.peers.dealer("same");
            expectEcho(successor, "taken over");
            successor.send("$work", "300");
            successor.reset();
            successor.reconnect();
            successor.send("after");
            Message first = successor.expectMessage();
            // The reply to the predecessor may come too: both have the same name.
            if (!first.equals(Message.of("after"))) {
                assertThat(first).isEqualTo(Message.of("$work", "300"));
                successor.expect("after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void aPeerThatDoesNotReadDelaysNobodyAndIsServedAgain(Settings.Role role) {
        try (Live live = new Live(role)) {
            Peer deaf = live.peers.peer(
                    PeerOptions.dealer("deaf").withReceiveBufferSize(4_096).unrecorded());
            Peer bystander = live.peers.dealer("bystander");
            String padding = "x".repeat(20_000);
            for (int i = 0; i < 900; i++) {
                deaf.send("r" + i, padding);
            }
            for (int i = 0; i < 20; i++) {
                expectEcho(bystander, "b" + i);
            }
            for (int i = 0; i < 900; i++) {
                assertThat(deaf.expectMessage().first()).isEqualTo(Frame.text("r" + i));
            }
            expectEcho(deaf, "again");
            assertThat(live.counter("dropped")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void aThousandOpenRequestsOfAReadingPeerAreAllAnsweredInOrder(Settings.Role role) {
        try (Live live = new Live(role)) {
            Peer peer = live.peers.peer(PeerOptions.dealer("eager").unrecorded());
            int sent = 0;
            for (int read = 0; read < 20_000; read++) {
                while (sent < 20_000 && sent - read < 1_000) {
                    peer.send(Integer.toString(sent++));
                }
                assertThat(peer.expectMessage().first()).isEqualTo(Frame.text(Integer.toString(read)));
            }
            assertThat(live.counter("dropped")).isZero();
            assertThat(live.counter("unroutable")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void aSmallHighWaterMarkLosesNothingBelowItsHalf(Settings.Role role) {
        try (Live live = new Live(role, "DONTWAIT_HWM", "10")) {
            Peer peer = live.peers.peer(PeerOptions.dealer("careful").unrecorded());
            int sent = 0;
            for (int read = 0; read < 1_000; read++) {
                while (sent < 1_000 && sent - read < 4) {
                    peer.send(Integer.toString(sent++));
                }
                assertThat(peer.expectMessage().first()).isEqualTo(Frame.text(Integer.toString(read)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void workDelaysNoOtherPeer(Settings.Role role) {
        try (Live live = new Live(role)) {
            Peer busy = live.peers.dealer("busy");
            Peer bystander = live.peers.dealer("bystander");
            busy.send("$work", "1500");
            for (int i = 0; i < 20; i++) {
                expectEcho(bystander, "b" + i);
            }
            assertThat(busy.poll(Duration.ZERO)).isEmpty();
            busy.send("queued");
            busy.expect("$work", "1500");
            busy.expect("queued");
        }
    }

    /** HBT-06. */
    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void zmtpHeartbeatsCutAPeerThatIsSilent(Settings.Role role) {
        try (Live live = new Live(role, "DONTWAIT_PING_MS", "200")) {
            Peer answering = live.peers.dealer("answering");
            Peer silent = live.peers.dealer("silent");
            silent.wire().answerPings(false);
            long start = System.nanoTime();
            while (!silent.isClosed() && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10)) {
                // Reading is what answers.
                assertThat(answering.poll(Duration.ofMillis(20))).isEmpty();
            }
            silent.expectClosed();
            assertThat(silent.wire().takeCommands()).isNotEmpty().allMatch(command -> command.name()
                    .equals("PING"));
            expectEcho(answering, "still here");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void halfHandshakesHoldUpNobodyAndNotTheStop(Settings.Role role) {
        List<WirePeer> halves = new ArrayList<>();
        try (Live live = new Live(role, "DONTWAIT_LINGER_MS", "300")) {
            byte[] greeting = WireOptions.of("DEALER").greeting().octets();
            for (int octets : new int[] {1, 9, 10, 11, 12, 63, 64}) {
                WirePeer half = live.peers.raw("half-" + octets);
                half.sendOctets(Arrays.copyOf(greeting, octets));
                halves.add(half);
            }
            expectEcho(live.peers.dealer("whole"), "hi");
            assertThat(live.stopAndAwaitEnd()).isLessThan(Duration.ofSeconds(3));
        }
        assertThat(halves).hasSize(7);
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void theStopAnswersWhatIsInHand(Settings.Role role) {
        try (Live live = new Live(role)) {
            Peer peer = live.peers.dealer("peer");
            expectEcho(peer, "hi");
            peer.send("$work", "300");
            peer.send("$defer", "600");
            peer.send("queued");
            expectEcho(live.peers.dealer("fence"), "all are in");
            live.stopAndAwaitEnd();
            assertThat(List.of(peer.expectMessage(), peer.expectMessage(), peer.expectMessage()))
                    .containsExactlyInAnyOrder(
                            Message.of("$work", "300"), Message.of("$defer", "600"), Message.of("queued"));
            peer.expectClosed();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "SERVER"})
    void aFloodHoldsUpNeitherDutiesNorTheStop(Settings.Role role) {
        try (Live live = new Live(role, "DONTWAIT_HEARTBEAT_MS", "200", "DONTWAIT_LINGER_MS", "500")) {
            Peer listening = live.peers.dealer("listening");
            expectEcho(listening, "hi");
            Peer flooding = live.peers.peer(PeerOptions.dealer("flooding").unrecorded());
            Thread flood = new Thread(() -> floodUntilClosed(flooding));
            flood.start();
            for (int i = 0; i < 3; i++) {
                listening.expect("$heartbeat");
            }
            assertThat(live.stopAndAwaitEnd()).isLessThan(Duration.ofSeconds(3));
            flood.join(5_000);
            assertThat(flood.isAlive()).isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void floodUntilClosed(Peer peer) {
        try {
            while (!peer.isClosed()) {
                for (int i = 0; i < 100; i++) {
                    peer.send("flood");
                }
                for (int i = 0; i < 100; i++) {
                    peer.expectMessage();
                }
            }
        } catch (AssertionError closedByTheStop) {
            assertThat(peer.isClosed()).isTrue();
        }
    }

    private static void expectEcho(Peer peer, String text) {
        peer.send(text);
        peer.expect(text);
    }
}
