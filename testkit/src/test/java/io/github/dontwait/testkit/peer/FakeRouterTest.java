package io.github.dontwait.testkit.peer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Metadata;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.UnfinishedMessage;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WirePeer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

@Timeout(20)
class FakeRouterTest {

    private final Transcript transcript = Transcript.begin();
    private final Peers server = Peers.listening(transcript, Timeouts.standard());
    private final FakeRouter router = server.fakeRouter("server");
    private final Peers clients = Peers.to(router.endpoint(), transcript, Timeouts.standard());

    @AfterEach
    void closeAll() {
        clients.close();
        server.close();
    }

    @Test
    void servesTheDealerOfALibraryInAnyOrder() {
        try (ZContext context = new ZContext()) {
            ZMQ.Socket dealer = connect(context, SocketType.DEALER);
            dealer.setIdentity("cli-1".getBytes(ZMQ.CHARSET));
            dealer.connect(router.endpoint());
            for (String number : List.of("1", "2", "3")) {
                dealer.sendMore(number);
                dealer.send("body-" + number);
            }
            List<Request> requests = List.of(router.takeRequest(), router.takeRequest(), router.takeRequest());
            assertThat(requests).extracting(Request::routingId).containsOnly(RoutingId.text("cli-1"));
            assertThat(requests.get(0).message()).isEqualTo(Message.of("1", "body-1"));
            assertThat(requests.get(2).atMicros())
                    .isGreaterThanOrEqualTo(requests.get(0).atMicros());
            router.reply(requests.get(2), "3", "late");
            router.reply(requests.get(0), "1", "early");
            assertThat(dealer.recvStr()).isEqualTo("3");
            assertThat(dealer.recvStr()).isEqualTo("late");
            assertThat(dealer.recvStr()).isEqualTo("1");
            assertThat(dealer.recvStr()).isEqualTo("early");
        }
    }

    @Test
    void repliesToAReqBehindItsDelimiter() {
        try (ZContext context = new ZContext()) {
            ZMQ.Socket req = connect(context, SocketType.REQ);
            req.connect(router.endpoint());
            req.send("hi");
            Request request = router.takeRequest();
            assertThat(request.message()).isEqualTo(Message.of("", "hi"));
            assertThat(request.body()).isEqualTo(Message.of("hi"));
            assertThat(request.routingId()).isNull();
            router.reply(request, "ho");
            assertThat(req.recvStr()).isEqualTo("ho");
        }
    }

    @Test
    void showsWhatHappenedToEachConnection() {
        Peer alice = clients.dealer("alice");
        ClientConnection connection = router.takeConnection();
        Metadata said = requireNonNull(connection.metadata());
        assertThat(said.value("socket-type")).contains(Frame.text("DEALER"));
        assertThat(connection.isOpen()).isTrue();
        connection.drop();
        assertThat(alice.expectClosed()).isEqualTo(Event.Ending.FIN);
        assertThat(connection.isOpen()).isFalse();
        assertThat(router.events())
                .extracting(ConnectionEvent::kind)
                .containsExactly(
                        ConnectionEvent.Kind.CONNECTED, ConnectionEvent.Kind.READY, ConnectionEvent.Kind.DISCONNECTED);
        connection.send("to nobody"); // dropped, as a ROUTER does
    }

    @Test
    void canVanishAndComeBackOnTheSamePort() {
        Peer alice = clients.dealer("alice");
        alice.send("one");
        router.takeRequest();
        router.vanish(Event.Ending.RST);
        assertThat(alice.expectClosed()).isEqualTo(Event.Ending.RST);
        assertThatThrownBy(alice::reconnect)
                .isInstanceOf(ExpectationFailedError.class)
                .hasMessageContaining("to accept alice\nbut the connection was refused");
        router.listenAgain();
        alice.reconnect();
        alice.send("two");
        Request request = router.takeRequest();
        router.reply(request, "TWO");
        alice.expect("TWO");
    }

    @Test
    void sendsHalfRepliesAndAnyOtherOctets() {
        WirePeer alice = clients.dealer("alice").wire();
        ClientConnection connection = router.takeConnection();
        byte[] reply = FrameCodec.encode(Message.of("whole"));
        connection.sendOctets(Arrays.copyOf(reply, 4), "half a reply");
        connection.drop();
        assertThat(alice.awaitClose(Duration.ofSeconds(5))).contains(Event.Ending.FIN);
        assertThat(alice.arrivedMessages()).isEmpty();
        assertThat(alice.unreadOctets()).isEmpty();
        assertThatThrownBy(alice::receiveMessage)
                .hasMessageContaining("got 4 octets of an unfinished frame")
                .hasMessageContaining("(FIN)");
    }

    @Test
    void answersPingAndKeepsTheCommandsThatCame() {
        WirePeer alice = clients.dealer("alice").wire();
        alice.sendCommand(Command.ping(10, Frame.text("ctx")));
        assertThat(alice.receiveCommand()).isEqualTo(Command.pong(Frame.text("ctx")));
        assertThat(router.takeConnection().commands()).containsExactly(Command.ping(10, Frame.text("ctx")));
    }

    @Test
    void aServerThatDoesNotReadStopsTheClientsOctets() {
        WirePeer alice = clients.dealer("alice").wire();
        ClientConnection connection = router.takeConnection();
        connection.stopReading();
        ByteBuffer flood = ByteBuffer.wrap(FrameCodec.encode(WireFrame.message(Frame.filled(32 << 20, 'x'), false)));
        while (alice.writeSome(flood) > 0) {}
        assertThat(flood.remaining()).as("octets that found no room").isPositive();
        connection.readOn();
        alice.sendOctets(Frame.of(flood).octets(), "the rest");
        assertThat(router.takeRequest().message().totalOctets()).isEqualTo(32 << 20);
    }

    @Test
    void refusesAClientThatBreaksTheHandshake() {
        WirePeer alice = clients.raw("alice");
        alice.sendHex("ff".repeat(64));
        assertThat(alice.awaitClose(Duration.ofSeconds(5))).contains(Event.Ending.FIN);
        assertThat(router.events()).extracting(ConnectionEvent::kind).contains(ConnectionEvent.Kind.REFUSED);
        assertThat(router.pollConnection(Duration.ZERO)).isEmpty();
    }

    @Test
    void refusesAClientWhoseMessageNeverEnds() {
        WirePeer alice = clients.dealer("alice").wire();
        byte[] part = FrameCodec.encode(WireFrame.message(Frame.empty(), true));
        ByteBuffer parts = ByteBuffer.allocate(UnfinishedMessage.MOST_PARTS * part.length);
        while (parts.hasRemaining()) {
            parts.put(part);
        }
        alice.sendOctets(parts.array());
        assertThat(alice.awaitClose(Duration.ofSeconds(5))).contains(Event.Ending.FIN);
        assertThat(router.events()).extracting(ConnectionEvent::kind).contains(ConnectionEvent.Kind.REFUSED);
        assertThat(router.pollRequest(Duration.ZERO)).isEmpty();
    }

    @Test
    void saysWhatItSawWhenNoRequestComes() {
        clients.dealer("alice");
        assertThatThrownBy(() -> router.takeRequest(Duration.ofMillis(50)))
                .isInstanceOf(ExpectationFailedError.class)
                .hasMessageStartingWith("Expecting server to receive a request within 50 ms\n"
                        + "but received nothing; connections: 1 accepted, 1 open\n");
    }

    private static ZMQ.Socket connect(ZContext context, SocketType type) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setHandshakeIvl(500);
        socket.setReceiveTimeOut(5_000);
        return socket;
    }
}
