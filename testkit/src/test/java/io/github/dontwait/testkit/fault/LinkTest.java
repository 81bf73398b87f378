package io.github.dontwait.testkit.fault;

import static io.github.dontwait.testkit.fault.Fault.halfClose;
import static io.github.dontwait.testkit.fault.Fault.pause;
import static io.github.dontwait.testkit.fault.Fault.reset;
import static io.github.dontwait.testkit.fault.Fault.split;
import static io.github.dontwait.testkit.fault.Fault.stall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Mechanism;
import io.github.dontwait.testkit.wire.TcpEndpoint;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireException;
import io.github.dontwait.testkit.wire.WireListener;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class LinkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final WireOptions SERVER = WireOptions.of("ROUTER");
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Transcript transcript = Transcript.begin();
    private final WireListener listener = WireListener.bind("server", transcript, Timeouts.standard());
    private final Link link = Link.to(listener.endpoint(), "link", transcript);
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(listener, link));

    @AfterEach
    void closeAll() throws Exception {
        Collections.reverse(opened);
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private WirePeer connect() {
        WirePeer client =
                WirePeer.connect(TcpEndpoint.parse(link.endpoint()), "client", transcript, Timeouts.standard());
        opened.add(client);
        return client;
    }

    private WirePeer accept() {
        WirePeer server = listener.accept();
        opened.add(server);
        return server;
    }

    /** Both ends after the handshake. */
    private record Ends(WirePeer client, WirePeer server) {}

    private Ends shakeHands() {
        WirePeer client = connect();
        WirePeer server = accept();
        CompletableFuture<Void> clients = CompletableFuture.runAsync(() -> client.handshake(WireOptions.of("DEALER")));
        server.handshake(SERVER);
        clients.join();
        return new Ends(client, server);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 24", "2, 3, 8"})
    void neitherLosesNorReordersAnything(int latency, int jitter, int megabytes) throws Exception {
        link.toServer().latency(Duration.ofMillis(latency)).jitter(Duration.ofMillis(jitter), 7);
        link.toClient().latency(Duration.ofMillis(latency)).jitter(Duration.ofMillis(jitter), 8);
        WirePeer client = connect();
        WirePeer server = accept();
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
        Ends ends = shakeHands();
        link.toServer().latency(Duration.ofMillis(40));
        link.toClient().latency(Duration.ofMillis(30)).jitter(Duration.ofMillis(10), 3);
        long start = System.nanoTime();
        ends.client.send("ping");
        ends.server.send(ends.server.receiveMessage());
        ends.client.receiveMessage();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(70));
    }

    @Test
    void bandwidthBoundsTheRate() {
        WirePeer client = connect();
        WirePeer server = accept();
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
        WirePeer client = connect();
        WirePeer server = accept();
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

    @ParameterizedTest
    @CsvSource({"0", "1", "63", "64", "1000"})
    void cutsAtTheOctet(int octet) {
        link.toServer().arm(Fault.close().atOctet(octet));
        WirePeer client = connect();
        WirePeer server = accept();
        client.sendOctets(new byte[1_000], "load");
        link.awaitCut(PATIENCE);
        assertThat(server.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        assertThat(server.unreadOctets()).hasSize(octet);
        assertThat(link.toServer().octets()).isEqualTo(octet);
        assertThat(client.awaitClose(PATIENCE)).isPresent();
    }

    @Test
    void cutsInsideTheThirdFrameOfEitherDirection() {
        Ends ends = shakeHands();
        link.toClient().arm(Fault.close().insideFrame(3, 4));
        ends.client.send("one", "two", "three", "four");
        ends.server.receiveMessage();
        ends.server.send("a", "b");
        assertThat(ends.client.receiveMessage()).isEqualTo(Message.of("a", "b"));
        ends.server.send("third");
        assertThat(ends.client.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        assertThat(ends.client.unreadOctets()).asHexString().isEqualTo("00057468".toUpperCase(Locale.ROOT));
        assertThat(link.toServer().frames()).isEqualTo(4);
        assertThat(link.toServer().messages()).isEqualTo(1);
        assertThat(link.toClient().frames()).isEqualTo(2);
        assertThat(transcript.render())
                .containsPattern("link +-- server -> client closes inside frame 3 at octet 4, \\d+ octets delivered");
    }

    @Test
    void cutsInTheGreetingInReadyAndAfterTheHandshake() {
        for (Fault fault : List.of(
                Fault.close().inGreeting(11),
                Fault.close().inReady(3),
                Fault.close().afterHandshake())) {
            link.toServer().arm(fault);
            long before = link.toServer().octets();
            WirePeer client = connect();
            WirePeer server = accept();
            byte[] greeting = WireOptions.of("DEALER").greeting().octets();
            byte[] ready = FrameCodec.encode(
                    Command.ready(WireOptions.of("DEALER").metadata()).frame());
            client.sendOctets(greeting);
            if (!(fault.moment() instanceof Moment.InGreeting)) {
                client.sendOctets(ready);
            }
            assertThat(server.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
            int expected = fault.moment() instanceof Moment.InGreeting
                    ? 11
                    : greeting.length + (fault.moment() instanceof Moment.InReady ? 3 : ready.length);
            assertThat(link.toServer().octets() - before).isEqualTo(expected);
        }
        link.awaitCuts(3, PATIENCE);
        link.awaitFaults(3, PATIENCE);
    }

    @Test
    void understandsHandshakesOfTwoSteps() {
        Mechanism ours = Mechanism.plain("admin", "secret");
        Mechanism theirs = Mechanism.plainServer((name, password) -> true);
        WirePeer client = connect();
        WirePeer server = accept();
        link.toServer().arm(stall().inReady(3));
        CompletableFuture<Void> serving =
                CompletableFuture.runAsync(() -> server.handshake(SERVER.withMechanism(theirs)));
        CompletableFuture<Void> asking = CompletableFuture.runAsync(
                () -> client.handshake(WireOptions.of("DEALER").withMechanism(ours)));
        link.awaitFaults(1, PATIENCE);
        assertThat(link.toServer().octets()).isEqualTo(64 + 21 + 3); // greeting, HELLO, the beginning of INITIATE
        assertThat(serving).isNotDone();
        link.heal();
        serving.join();
        asking.join();
        link.toClient().arm(Fault.close().insideFrame(1));
        client.send("one");
        server.send(server.receiveMessage());
        assertThat(client.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        assertThat(client.unreadOctets()).hasSize(1);
    }

    @Test
    void anArmedResetReachesBothEnds() {
        Ends ends = shakeHands();
        link.toServer().arm(reset().afterMessage(1));
        ends.client.send("one");
        assertThat(ends.server.awaitClose(PATIENCE)).contains(Event.Ending.RST);
        assertThat(ends.client.awaitClose(PATIENCE)).contains(Event.Ending.RST);
        assertThat(link.connections()).isZero();
        Ends again = shakeHands(); // once is once
        again.client.send("two");
        assertThat(again.server.receiveMessage()).isEqualTo(Message.of("two"));
    }

    @Test
    void cutsLiveConnections() {
        Ends first = shakeHands();
        link.cut(Event.Ending.RST);
        assertThat(first.client.awaitClose(PATIENCE)).contains(Event.Ending.RST);
        assertThat(first.server.awaitClose(PATIENCE)).contains(Event.Ending.RST);
        Ends second = shakeHands();
        link.cut(Event.Ending.FIN);
        assertThat(second.client.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        assertThat(second.server.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        link.awaitCuts(2, PATIENCE);
        link.awaitConnections(2, PATIENCE);
    }

    @Test
    void stallsAndHeals() {
        Ends ends = shakeHands();
        link.stall();
        ends.client.send("one");
        assertThat(ends.server.pollMessage(SHORT)).isEmpty();
        link.heal();
        assertThat(ends.server.receiveMessage()).isEqualTo(Message.of("one"));
        link.toServer().arm(stall().insideFrame(3));
        ends.client.send("two", "three");
        link.awaitFaults(1, PATIENCE);
        assertThat(ends.server.pollMessage(SHORT)).isEmpty();
        ends.server.send("the other way goes on");
        ends.client.receiveMessage();
        link.toServer().heal();
        assertThat(ends.server.receiveMessage()).isEqualTo(Message.of("two", "three"));
    }

    @Test
    void pausesForAWhile() {
        Ends ends = shakeHands();
        link.toServer().arm(pause(Duration.ofMillis(60)).insideFrame(1));
        long start = System.nanoTime();
        ends.client.send("one");
        assertThat(ends.server.receiveMessage()).isEqualTo(Message.of("one"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void halfClosesOneWay() {
        Ends first = shakeHands();
        link.toServer().arm(halfClose().afterMessage(1));
        first.client.send("one");
        assertThat(first.server.receiveMessage()).isEqualTo(Message.of("one"));
        assertThat(first.server.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        first.client.send("goes nowhere");
        first.server.send("still");
        assertThat(first.client.receiveMessage()).isEqualTo(Message.of("still"));
        Ends second = shakeHands();
        link.toClient().halfClose();
        assertThat(second.client.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        second.client.send("two");
        assertThat(second.server.receiveMessage()).isEqualTo(Message.of("two"));
    }

    @Test
    void anEndPassesThroughAsItIs() {
        Ends first = shakeHands();
        first.client.send("last words");
        first.client.closeOutput();
        assertThat(first.server.receiveMessage()).isEqualTo(Message.of("last words"));
        assertThat(first.server.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        first.server.send("answer");
        assertThat(first.client.receiveMessage()).isEqualTo(Message.of("answer"));
        first.server.close();
        assertThat(first.client.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        Ends second = shakeHands();
        second.server.reset();
        assertThat(second.client.awaitClose(PATIENCE)).contains(Event.Ending.RST);
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
        Ends live = shakeHands();
        link.refuse();
        assertThatThrownBy(this::connect)
                .isInstanceOfSatisfying(WireException.NotConnected.class, e -> assertThat(e.isRefused())
                        .isTrue());
        live.client.send("lasts");
        assertThat(live.server.receiveMessage()).isEqualTo(Message.of("lasts"));
        link.heal();
        shakeHands();
        link.awaitConnections(2, PATIENCE);
    }

    @Test
    void aBlackHoleAnswersNobodyUntilItHeals() {
        link.blackhole();
        WirePeer client = connect();
        client.sendOctets(new byte[] {1});
        assertThat(listener.poll(SHORT)).isEmpty();
        assertThat(client.isClosed()).isFalse();
        link.heal();
        assertThat(accept().receiveOctets(1)).containsExactly(1);
    }

    @Test
    void aTargetThatIsAwayIsAReset() {
        listener.close();
        try {
            assertThat(connect().awaitClose(PATIENCE)).contains(Event.Ending.RST);
        } catch (WireException.NotConnected e) {
            // The link is so fast that connecting itself can already meet the reset.
            assertThat(e).hasMessageEndingWith("reset at once");
        }
        listener.reopen();
        shakeHands();
        link.awaitConnections(1, PATIENCE);
    }

    @Test
    void whatDoesNotHappenSaysWhatDid() {
        Ends ends = shakeHands();
        ends.client.send("one", "two");
        ends.server.receiveMessage();
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
