package io.github.dontwait.testkit.fault;

import static io.github.dontwait.testkit.fault.Fault.halfClose;
import static io.github.dontwait.testkit.fault.Fault.pause;
import static io.github.dontwait.testkit.fault.Fault.reset;
import static io.github.dontwait.testkit.fault.Fault.stall;
import static io.github.dontwait.testkit.fault.LinkedPeers.PATIENCE;
import static io.github.dontwait.testkit.fault.LinkedPeers.SERVER;
import static io.github.dontwait.testkit.fault.LinkedPeers.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.testkit.fault.LinkedPeers.Ends;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Mechanism;
import io.github.dontwait.testkit.wire.WireOptions;
import io.github.dontwait.testkit.wire.WirePeer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a link does to the connections through it: at the octet, or when it is told to. */
@Timeout(30)
class LinkFaultsTest {

    private final LinkedPeers peers = new LinkedPeers();
    private final Transcript transcript = peers.transcript();
    private final Link link = peers.link();

    @AfterEach
    void closeAll() {
        peers.close();
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "63", "64", "1000"})
    void cutsAtTheOctet(int octet) {
        link.toServer().arm(Fault.close().atOctet(octet));
        WirePeer client = peers.connect();
        WirePeer server = peers.accept();
        client.sendOctets(new byte[1_000], "load");
        link.awaitCut(PATIENCE);
        assertThat(server.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        assertThat(server.unreadOctets()).hasSize(octet);
        assertThat(link.toServer().octets()).isEqualTo(octet);
        assertThat(client.awaitClose(PATIENCE)).isPresent();
    }

    @Test
    void cutsInsideTheThirdFrameOfEitherDirection() {
        Ends ends = peers.shakeHands();
        link.toClient().arm(Fault.close().insideFrame(3, 4));
        ends.client().send("one", "two", "three", "four");
        ends.server().receiveMessage();
        ends.server().send("a", "b");
        assertThat(ends.client().receiveMessage()).isEqualTo(Message.of("a", "b"));
        ends.server().send("third");
        assertThat(ends.client().awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        assertThat(ends.client().unreadOctets()).asHexString().isEqualTo("00057468".toUpperCase(Locale.ROOT));
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
            WirePeer client = peers.connect();
            WirePeer server = peers.accept();
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
        WirePeer client = peers.connect();
        WirePeer server = peers.accept();
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
        Ends ends = peers.shakeHands();
        link.toServer().arm(reset().afterMessage(1));
        ends.client().send("one");
        assertThat(ends.server().awaitClose(PATIENCE)).contains(Event.Ending.RST);
        assertThat(ends.client().awaitClose(PATIENCE)).contains(Event.Ending.RST);
        assertThat(link.connections()).isZero();
        Ends again = peers.shakeHands(); // once is once
        again.client().send("two");
        assertThat(again.server().receiveMessage()).isEqualTo(Message.of("two"));
    }

    @Test
    void cutsLiveConnections() {
        Ends first = peers.shakeHands();
        link.cut(Event.Ending.RST);
        assertThat(first.client().awaitClose(PATIENCE)).contains(Event.Ending.RST);
        assertThat(first.server().awaitClose(PATIENCE)).contains(Event.Ending.RST);
        Ends second = peers.shakeHands();
        link.cut(Event.Ending.FIN);
        assertThat(second.client().awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        assertThat(second.server().awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        link.awaitCuts(2, PATIENCE);
        link.awaitConnections(2, PATIENCE);
    }

    @Test
    void stallsAndHeals() {
        Ends ends = peers.shakeHands();
        link.stall();
        ends.client().send("one");
        assertThat(ends.server().pollMessage(SHORT)).isEmpty();
        link.heal();
        assertThat(ends.server().receiveMessage()).isEqualTo(Message.of("one"));
        link.toServer().arm(stall().insideFrame(3));
        ends.client().send("two", "three");
        link.awaitFaults(1, PATIENCE);
        assertThat(ends.server().pollMessage(SHORT)).isEmpty();
        ends.server().send("the other way goes on");
        ends.client().receiveMessage();
        link.toServer().heal();
        assertThat(ends.server().receiveMessage()).isEqualTo(Message.of("two", "three"));
    }

    @Test
    void pausesForAWhile() {
        Ends ends = peers.shakeHands();
        link.toServer().arm(pause(Duration.ofMillis(60)).insideFrame(1));
        long start = System.nanoTime();
        ends.client().send("one");
        assertThat(ends.server().receiveMessage()).isEqualTo(Message.of("one"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void halfClosesOneWay() {
        Ends first = peers.shakeHands();
        link.toServer().arm(halfClose().afterMessage(1));
        first.client().send("one");
        assertThat(first.server().receiveMessage()).isEqualTo(Message.of("one"));
        assertThat(first.server().awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        first.client().send("goes nowhere");
        first.server().send("still");
        assertThat(first.client().receiveMessage()).isEqualTo(Message.of("still"));
        Ends second = peers.shakeHands();
        link.toClient().halfClose();
        assertThat(second.client().awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        second.client().send("two");
        assertThat(second.server().receiveMessage()).isEqualTo(Message.of("two"));
    }
}
