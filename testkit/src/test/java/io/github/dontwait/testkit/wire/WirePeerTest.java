package io.github.dontwait.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two wire peers talk with each other; each can be as wrong as a test asks. */
@Timeout(20)
class WirePeerTest {

    private static final Duration SHORT = Duration.ofMillis(60);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Transcript transcript = Transcript.begin();
    private final Timeouts timeouts = Timeouts.standard();
    private final WireListener listener = WireListener.bind("bob", transcript, timeouts);
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(listener));
    private final WirePeer alice = connect("alice", timeouts);
    private final WirePeer bob = accept();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private WirePeer connect(String name, Timeouts patience) {
        WirePeer peer = WirePeer.connect(listener.address(), name, transcript, patience);
        opened.add(peer);
        return peer;
    }

    private WirePeer accept() {
        WirePeer peer = listener.accept();
        opened.add(peer);
        return peer;
    }

    @Test
    void shakeHandsOnBothSides() {
        CompletableFuture<Metadata> other =
                CompletableFuture.supplyAsync(() -> bob.handshake(WireOptions.of("ROUTER")));
        Metadata said = alice.handshake(
                WireOptions.of("DEALER").withProperties(Metadata.none().with("X-A", "1")));
        assertThat(said.value("Socket-Type")).contains(Frame.text("ROUTER"));
        assertThat(other.join().value("x-a")).contains(Frame.text("1"));
        alice.send("", "hi");
        assertThat(bob.receiveMessage()).isEqualTo(Message.of("", "hi"));
    }

    @Test
    void tellWhetherTheEndCameInsideAMessage() {
        assertThat(bob.endsInsideAMessage()).isFalse();
        alice.sendHex("00 01 61");
        assertThat(bob.receiveMessage()).isEqualTo(Message.of("a"));
        assertThat(bob.endsInsideAMessage()).isFalse();
        alice.sendHex("01 01 62");
        alice.close();
        assertThat(bob.awaitClose(PATIENCE)).isPresent();
        assertThat(bob.endsInsideAMessage()).isTrue();
    }

    @Test
    void tellWhetherTheEndCameInsideAFrame() {
        alice.sendHex("00 05 61");
        alice.close();
        assertThat(bob.awaitClose(PATIENCE)).isPresent();
        assertThat(bob.endsInsideAMessage()).isTrue();
    }

    @Test
    void sayNothingUnlessTold() {
        assertThat(alice.unreadOctets()).isEmpty();
        alice.sendHex("01 00");
        assertThat(bob.receiveFrame()).isEqualTo(WireFrame.message(Frame.empty(), true));
        assertThat(bob.unreadOctets()).isEmpty();
    }

    @Test
    void tellWhatCameInsteadOfWhatWasAwaited() {
        bob.sendHex("ff 00 01");
        assertThatThrownBy(() -> alice.receiveOctets(10, SHORT))
                .isInstanceOf(WireException.TimedOut.class)
                .hasMessage("alice waited 60 ms for 10 octets, got the octets 0xff0001; the connection is open");
        assertThat(alice.receiveOctets(3)).as("they stay").hasSize(3);
        bob.sendHex("01 01 41 00 05 42 43");
        assertThatThrownBy(() -> alice.receiveMessage(SHORT))
                .hasMessage("alice waited 60 ms for a message, got 1 parts of an unfinished message, "
                        + "got 4 octets of an unfinished frame; the connection is open");
        bob.close();
        assertThatThrownBy(alice::receiveMessage)
                .isInstanceOfSatisfying(WireException.ClosedByPeer.class, e -> assertThat(e.ending())
                        .isEqualTo(Event.Ending.FIN))
                .hasMessageContaining("but the other side has closed the connection (FIN)");
    }

    @Test
    void tellFinFromRst() {
        bob.sendHex("00 01 41");
        bob.close();
        assertThat(alice.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        assertThat(alice.isClosed()).isTrue();
        assertThat(alice.receiveMessage()).as("what came before the end").isEqualTo(Message.of("A"));
        WirePeer carol = connect("carol", timeouts);
        WirePeer dave = accept();
        dave.reset();
        assertThat(carol.awaitClose(PATIENCE)).contains(Event.Ending.RST);
    }

    @Test
    void anOpenConnectionDoesNotCountAsClosed() {
        assertThat(alice.awaitClose(SHORT)).isEmpty();
        assertThat(alice.awaitClose(Duration.ZERO)).isEmpty();
        assertThat(alice.isClosed()).isFalse();
    }

    @Test
    void waitForTheEndBehindMoreThanAnybodyReads() {
        CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
            bob.sendOctets(new byte[8 << 20], "flood");
            bob.close();
        });
        assertThat(alice.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        flood.join();
    }

    @Test
    void closeHalfOfTheConnection() {
        alice.closeOutput();
        assertThat(bob.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
        bob.send("still heard");
        assertThat(alice.receiveMessage()).isEqualTo(Message.of("still heard"));
    }

    @Test
    void aCloseInOrderIsAFinEvenIfTheSystemHoldsUnreadOctets() {
        bob.sendOctets(new byte[100_000], "more than is read ahead");
        alice.receiveOctets(1);
        alice.close();
        assertThat(bob.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
    }

    @Test
    void doNotHangOnAPeerThatDoesNotRead() {
        WirePeer hasty = connect("hasty", timeouts.withArrival(Duration.ofMillis(200)));
        WirePeer idle = accept();
        assertThatThrownBy(() -> hasty.sendOctets(new byte[64 << 20], "flood"))
                .isInstanceOf(WireException.TimedOut.class)
                .hasMessageMatching("hasty could not send 67108864 octets within 200 ms: the other side took \\d+ and "
                        + "reads no more");
        idle.close();
    }

    @Test
    void writeSomeNeverWaits() {
        ByteBuffer flood = ByteBuffer.allocate(64 << 20);
        long start = System.nanoTime();
        // It ends at the first 0; a moment later the system may have moved octets and taken some more.
        while (alice.writeSome(flood) > 0) {}
        assertThat(flood.remaining()).isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        bob.reset();
        alice.awaitClose(PATIENCE);
        assertThatThrownBy(() -> alice.writeSome(flood)).isInstanceOf(WireException.ClosedByPeer.class);
    }

    @Test
    void answerPingsUnlessToldNotTo() {
        bob.sendCommand(Command.ping(0, Frame.text("0123456789abcdefMORE")));
        bob.send("one");
        assertThat(alice.receiveMessage()).isEqualTo(Message.of("one"));
        assertThat(bob.receiveCommand()).isEqualTo(Command.pong(Frame.text("0123456789abcdef")));
        alice.answerPings(false);
        bob.sendCommand(Command.ping(0, Frame.text("x")));
        bob.send("two");
        assertThat(alice.receiveMessage()).isEqualTo(Message.of("two"));
        assertThat(alice.takeCommands()).extracting(Command::name).containsExactly("PING", "PING");
        alice.send("fence");
        assertThat(bob.receiveMessage()).isEqualTo(Message.of("fence"));
        assertThat(bob.takeCommands()).isEmpty();
    }

    @Test
    void commandsBetweenFramesDoNotDisturbAMessage() {
        bob.sendHex("01 01 41 04 05 04 504f4e47 00 01 42");
        assertThat(alice.receiveMessage()).isEqualTo(Message.of("A", "B"));
        assertThat(alice.receiveCommand()).isEqualTo(Command.pong(Frame.empty()));
    }

    @Test
    void nameTheOctetsThatZmtpForbids() {
        bob.sendHex("00 01 41 02 ffffffffffffffff");
        assertThat(alice.receiveMessage()).isEqualTo(Message.of("A"));
        assertThatThrownBy(alice::receiveMessage)
                .isInstanceOf(WireException.ProtocolViolation.class)
                .hasMessage("alice received what ZMTP forbids: a frame declares 18446744073709551615 octets, the "
                        + "bound is 67108864, at octet 3: 0x02ffffffffffffffff");
    }

    @Test
    void sendInPieces() {
        byte[] octets = FrameCodec.encode(Message.of("0123456789"));
        alice.sendInPieces(octets, 1, 2, 3);
        assertThat(bob.receiveMessage()).isEqualTo(Message.of("0123456789"));
        alice.sendInPieces(octets, 100);
        assertThat(bob.receiveMessage()).isEqualTo(Message.of("0123456789"));
        assertThatThrownBy(() -> alice.sendInPieces(octets, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pollDoesNotWaitForWhatIsNotThere() {
        assertThat(alice.pollMessage(Duration.ZERO)).isEmpty();
        bob.send("now");
        assertThat(alice.pollMessage(PATIENCE)).contains(Message.of("now"));
        bob.close();
        assertThat(alice.pollMessage(PATIENCE)).isEmpty();
    }

    @Test
    void anyThreadMayCloseAPeerThatWaits() {
        CompletableFuture<Optional<Throwable>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                alice.receiveMessage(PATIENCE);
                return Optional.empty();
            } catch (RuntimeException e) {
                return Optional.of(e);
            }
        });
        alice.close();
        assertThat(waiting.join()).hasValueSatisfying(e -> assertThat(e).isInstanceOf(IllegalStateException.class));
        assertThat(bob.awaitClose(PATIENCE)).contains(Event.Ending.FIN);
    }

    @Test
    void whoHasWaitedIsClosedAllTheSameWhenHeSaysSo() {
        assertThat(bob.awaitClose(Duration.ofMillis(1))).isEmpty();
        bob.reset();
        assertThat(alice.awaitClose(timeouts.close())).contains(Event.Ending.RST);
        WirePeer carol = connect("carol", timeouts);
        WirePeer dave = accept();
        assertThat(dave.pollMessage(Duration.ofMillis(1))).isEmpty();
        dave.close();
        assertThat(carol.awaitClose(timeouts.close())).contains(Event.Ending.FIN);
        assertThat(listener.poll(Duration.ofMillis(1))).isEmpty();
        listener.close();
        assertThatThrownBy(() -> connect("erin", timeouts)).isInstanceOf(WireException.NotConnected.class);
    }

    @Test
    void aFrameLargerThanAnyBufferComesWhole() {
        Message large = Message.of(Frame.filled(1 << 20, 'x'), Frame.empty(), Frame.filled(300, 'y'));
        CompletableFuture<Message> received = CompletableFuture.supplyAsync(bob::receiveMessage);
        alice.send(large);
        assertThat(received.join()).isEqualTo(large);
        alice.send("small");
        assertThat(bob.receiveMessage()).isEqualTo(Message.of("small"));
    }

    @Test
    void anInterruptEndsAWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> alice.receiveMessage(PATIENCE)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        bob.send("after");
        assertThat(alice.receiveMessage()).isEqualTo(Message.of("after"));
    }

    @Test
    void aClosedPeerSaysSo() {
        alice.close();
        alice.close();
        assertThat(alice.isClosed()).isTrue();
        assertThatThrownBy(() -> alice.send("x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this connection was closed by the test, and takes no more; make a new one");
    }

    @Test
    void aRefusedConnectionSaysSo() {
        listener.close();
        assertThatThrownBy(() -> connect("carol", timeouts))
                .isInstanceOfSatisfying(WireException.NotConnected.class, e -> assertThat(e.isRefused())
                        .isTrue())
                .hasMessageStartingWith("carol cannot connect to /127.0.0.1:");
        assertThatThrownBy(listener::accept).hasMessage("bob does not listen any more; call reopen() first");
        listener.reopen();
        assertThat(listener.poll(SHORT)).isEmpty();
        connect("carol", timeouts).send("back");
        assertThat(accept().receiveMessage()).isEqualTo(Message.of("back"));
    }

    @Test
    void aSmallReceiveBufferFillsSoon() {
        WireOptions small = WireOptions.of("DEALER").withReceiveBufferSize(4_096);
        WirePeer carol = WirePeer.connect(listener.address(), "carol", transcript, timeouts, small);
        opened.add(carol);
        WirePeer dave = accept();
        ByteBuffer flood = ByteBuffer.allocate(64 << 20);
        while (dave.writeSome(flood) > 0) {}
        assertThat(flood.position()).isLessThan(8 << 20);
    }

    @Test
    void hundredsOfPeersNeedNoThreads() {
        int threads = Thread.activeCount();
        List<WirePeer> near = new ArrayList<>();
        List<WirePeer> far = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            near.add(connect("near-" + i, timeouts));
            far.add(accept());
        }
        for (int i = 0; i < 300; i++) {
            near.get(i).send("ping-" + i);
        }
        for (int i = 0; i < 300; i++) {
            far.get(i).send(far.get(i).receiveMessage());
        }
        for (int i = 0; i < 300; i++) {
            assertThat(near.get(i).receiveMessage()).isEqualTo(Message.of("ping-" + i));
        }
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
    }

    @Test
    void theTranscriptTellsWhatPassed() {
        alice.sendOctets(Arrays.copyOf(Greeting.ofMinor(1).octets(), 10), "half a greeting");
        bob.receiveOctets(10);
        alice.reset();
        bob.awaitClose(PATIENCE);
        assertThat(transcript.render().lines().map(line -> line.replaceFirst(".* ms  ", "")))
                .containsExactly(
                        "alice -- connected",
                        "bob   -- connected, accepted",
                        "alice -> subject  half a greeting  0xff00000000000000007f",
                        "bob   <- subject  octets  0xff00000000000000007f",
                        "alice -- disconnected (RST)",
                        "bob   -- disconnected by subject (RST)");
    }
}
