package io.github.dontwait.testkit.fault;

import static io.github.dontwait.testkit.fault.Fault.reset;
import static io.github.dontwait.testkit.fault.Fault.split;
import static io.github.dontwait.testkit.fault.LinkedPeers.PATIENCE;
import static io.github.dontwait.testkit.fault.LinkedPeers.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dontwait.testkit.fault.LinkedPeers.Ends;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.TcpEndpoint;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireListener;
import io.github.dontwait.testkit.wire.WirePeer;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class LinkTest {

    private final LinkedPeers peers = new LinkedPeers();
    private final Transcript transcript = peers.transcript();
    private final WireListener listener = peers.listener();
    private final Link link = peers.link();

    @AfterEach
    void closeAll() {
        peers.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 24", "2, 3, 8"})
    void neitherLosesNorReordersAnything(int latency, int jitter, int megabytes) throws Exception {
        link.toServer().latency(Duration.ofMillis(latency)).jitter(Duration.ofMillis(jitter), 7);
        link.toClient().latency(Duration.ofMillis(latency)).jitter(Duration.ofMillis(jitter), 8);
        WirePeer client = peers.connect();
        WirePeer server = peers.accept();
        byte[] octets = new byte[megabytes << 20];
        new Random(1).nextBytes(octets);
        // Both ways at once: the server echoes while the client still sends.
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> write(client, octets));
        CompletableFuture<Void> echoing = CompletableFuture.runAsync(() -> {
            for (int passed = 0; passed < octets.length; passed += 1 << 20) {
                write(server, server.receiveOctets(1 << 20, PATIENCE));
            }
        });
        MessageDigest came = sha256();
        for (int passed = 0; passed < octets.length; passed += 1 << 20) {
            came.update(client.receiveOctets(1 << 20, PATIENCE));
        }
        sending.join();
        echoing.join();
        assertThat(came.digest()).isEqualTo(sha256().digest(octets));
        assertThat(link.toServer().octets()).isEqualTo(octets.length);
        assertThat(link.toClient().octets()).isEqualTo(octets.length);
    }

    private static MessageDigest sha256() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256");
    }

    private static void write(WirePeer peer, byte[] octets) {
        peer.sendOctets(octets, "load");
    }

    @Test
    void latencyDelaysEachWay() {
        Ends ends = peers.shakeHands();
        link.toServer().latency(Duration.ofMillis(40));
        link.toClient().latency(Duration.ofMillis(30)).jitter(Duration.ofMillis(10), 3);
        long start = System.nanoTime();
        ends.client().send("ping");
        ends.server().send(ends.server().receiveMessage());
        ends.client().receiveMessage();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(70));
    }

    @Test
    void bandwidthBoundsTheRate() {
        WirePeer client = peers.connect();
        WirePeer server = peers.accept();
        link.toServer().bandwidth(100_000);
        long start = System.nanoTime();
        client.sendOctets(new byte[30_000], "load");
        server.receiveOctets(30_000);
        // What may be caught up with after a stall of the machine is 20 ms.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
        link.toServer().bandwidth(0);
        client.sendOctets(new byte[5_000_000], "load");
        assertThat(server.receiveOctets(5_000_000)).hasSize(5_000_000);
    }

    @Test
    void aReceiverThatDoesNotReadStopsItsSender() {
        WirePeer client = peers.connect();
        WirePeer server = peers.accept();
        byte[] octets = new byte[64 << 20];
        new Random(2).nextBytes(octets);
        ByteBuffer flood = ByteBuffer.wrap(octets);
        int before;
        do {
            before = flood.position();
            link.toClient().latency(Duration.ZERO); // the link's thread has had its turn when this returns
            while (client.writeSome(flood) > 0) {}
        } while (flood.position() > before);
        assertThat(flood.position()).isLessThan(48 << 20);
        int taken = flood.position();
        assertThat(server.receiveOctets(taken)).isEqualTo(Arrays.copyOf(octets, taken));
    }

    @Test
    void anEndPassesThroughAsItIs() {
        Ends first = peers.shakeHands();
        first.client().send("last words");
        first.client().closeOutput();
        assertThat(first.server().receiveMessage()).isEqualTo(Message.of("last words"));
        assertThat(first.server().awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        first.server().send("answer");
        assertThat(first.client().receiveMessage()).isEqualTo(Message.of("answer"));
        first.server().close();
        assertThat(first.client().awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        Ends second = peers.shakeHands();
        second.server().reset();
        assertThat(second.client().awaitClose(PATIENCE)).contains(Event.Ending.RST);
    }

    @Test
    void aTargetThatDoesNotListenIsNamed() throws Exception {
        listener.close();
        try (SocketChannel client = SocketChannel.open()) {
            client.configureBlocking(false);
            client.connect(TcpEndpoint.parse(link.endpoint()));
            await().pollInSameThread().until(() -> transcript.render().contains("before it was made"));
        }
        assertThat(transcript.render())
                .contains("link -- cannot reach the server: Connection refused")
                .contains("link -- ends (RST) before it was made")
                .doesNotContain("null")
                .doesNotContain("disconnected by subject");
    }

    @Test
    void refusesAndListensAgain() {
        Ends live = peers.shakeHands();
        link.refuse();
        assertThatThrownBy(peers::connect)
                .isInstanceOfSatisfying(WireException.NotConnected.class, e -> assertThat(e.isRefused())
                        .isTrue());
        live.client().send("lasts");
        assertThat(live.server().receiveMessage()).isEqualTo(Message.of("lasts"));
        link.heal();
        peers.shakeHands();
        link.awaitConnections(2, PATIENCE);
    }

    @Test
    void aBlackHoleAnswersNobodyUntilItHeals() {
        link.blackhole();
        WirePeer client = peers.connect();
        client.sendOctets(new byte[] {1});
        assertThat(listener.poll(SHORT)).isEmpty();
        assertThat(client.isClosed()).isFalse();
        link.heal();
        assertThat(peers.accept().receiveOctets(1)).containsExactly(1);
    }

    @Test
    void aTargetThatIsAwayIsAReset() {
        listener.close();
        try {
            assertThat(peers.connect().awaitClose(PATIENCE)).contains(Event.Ending.RST);
        } catch (WireException.NotConnected e) {
            // The link is so fast that connecting itself can already meet the reset.
            assertThat(e).hasMessageEndingWith("reset at once");
        }
        listener.reopen();
        peers.shakeHands();
        link.awaitConnections(1, PATIENCE);
    }

    @Test
    void whatDoesNotHappenSaysWhatDid() {
        Ends ends = peers.shakeHands();
        ends.client().send("one", "two");
        ends.server().receiveMessage();
        assertThatThrownBy(() -> link.awaitCut(Duration.ofMillis(20)))
                .isInstanceOf(ExpectationFailedError.class)
                .hasMessageMatching("(?s)Expecting link to have cut 1 connections within 20 ms\n"
                        + "but connections: 1 made, 1 live, 0 cut by link; faults: 0\n"
                        + "  client -> server: 104 octets, 2 frames, 1 messages\n"
                        + "  server -> client: 94 octets, 0 frames, 0 messages\n\nTranscript:\n.*");
    }

    @Test
    void wrongUseSaysWhatIsRight() {
        assertThatThrownBy(() -> link.toServer().arm(split(1).atOnce()))
                .hasMessage("a link cannot do this: splits at random (seed 1) at once; it can reset, close, halfClose, "
                        + "stall and pause, at any moment but after receiving");
        assertThatThrownBy(() -> link.toServer().arm(reset().afterReceiving(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> link.toServer().bandwidth(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> link.toServer().latency(Duration.ofMillis(-1)))
                .hasMessage("a latency is zero or more, not PT-0.001S");
        assertThatThrownBy(() -> Link.to("tcp://*:1", "link", transcript)).isInstanceOf(IllegalArgumentException.class);
        link.close();
        link.close();
        assertThatThrownBy(link::refuse).hasMessage("link is closed");
    }
}
