package io.github.dontwait.testkit.peer;

import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What has come and the test has not taken counts in what is claimed of a transcript. */
@Timeout(20)
class UntakenTest {

    private static final Message ONE = Message.of("1");

    private final Transcript transcript = Transcript.begin();
    private final Peers servers = Peers.listening(Transcript.none(), Timeouts.standard());
    private final FakeServer subject = servers.fakeServer("subject");
    private PeerGroup peers = Peers.listening(Transcript.none(), Timeouts.standard());

    @AfterEach
    void closeAll() {
        peers.close();
        servers.close();
    }

    private MessagePeer alice(GroupKind kind) {
        peers = kind.to(subject.endpoint(), transcript, Timeouts.standard());
        MessagePeer alice = peers.dealer("alice");
        subject.expectClients(1);
        return alice;
    }

    private void answer(Message... messages) {
        for (Message message : messages) {
            subject.sendTo(RoutingId.text("alice"), message);
        }
    }

    /** A socket of JeroMQ belongs to this thread. */
    private static ConditionFactory soon() {
        return await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }

    private static void soonFails(ThrowingCallable claim, String text) {
        soon().untilAsserted(() -> assertThatThrownBy(claim).hasMessageContaining(text));
    }

    @ParameterizedTest
    @EnumSource
    void aSecondAnswerIsSeenAndCanStillBeReceived(GroupKind kind) {
        MessagePeer alice = alice(kind);
        answer(ONE, ONE, Message.of("2"));
        alice.expect(ONE);
        soonFails(() -> assertThat(transcript).from("alice").receivedExactlyOnce(ONE), "it received it 2 times");
        soonFails(() -> assertThat(transcript).from("alice").receivedNothingBut(ONE), "message 2 is:\n  [ \"1\" ]");
        soonFails(() -> assertThat(transcript).reply("2").reachedNobody(), "but alice received it");
        alice.expectInOrder(ONE, Message.of("2"));
    }

    @ParameterizedTest
    @EnumSource
    void whoReceivedNothingHasNothingUnread(GroupKind kind) {
        alice(kind);
        assertThat(transcript).from("alice").receivedNothing();
        answer(ONE);
        soonFails(() -> assertThat(transcript).from("alice").receivedNothing(), "but message 1 is:\n  [ \"1\" ]");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsUnreadWasNotDropped(GroupKind kind) {
        MessagePeer alice = alice(kind);
        alice.send("job");
        assertThatThrownBy(() -> assertThat(transcript).nothingWasDropped())
                .hasMessageContaining("but alice sent 1 message and received 0");
        answer(ONE);
        soon().untilAsserted(() -> assertThat(transcript).nothingWasDropped());
        assertThat(transcript).everyRequestWasAnswered((request, reply) -> true);
    }

    @ParameterizedTest
    @EnumSource
    void whatComesToAPeerThatIsLeftOutStaysUnread(GroupKind kind) {
        MessagePeer alice = alice(kind);
        MessagePeer bob = peers.dealer("bob");
        subject.expectClients(2);
        answer(ONE);
        subject.sendTo("bob", "2");
        bob.expect("2");
        assertThat(transcript).nothingWasDropped("alice").from("bob").receivedExactlyOnce("2");
        assertThat(transcript.lastReceived("alice")).isEmpty();
        alice.expect(ONE);
    }

    @ParameterizedTest
    @EnumSource
    void anEndThatNobodyLookedForIsSeen(GroupKind kind) {
        alice(kind);
        assertThat(transcript).from("alice").wasNotDisconnected();
        subject.vanish(Event.Ending.FIN);
        soonFails(
                () -> assertThat(transcript).from("alice").wasNotDisconnected(),
                "Expecting alice not to be disconnected by the subject\nbut it was");
    }

    @Test
    void aMessageThatWasTakenLateMayHaveComeInTime() {
        MessagePeer alice = alice(GroupKind.WIRE);
        MessagePeer bob = peers.dealer("bob");
        subject.expectClients(2);
        alice.send("job");
        answer(ONE);
        subject.sendTo("bob", "2");
        bob.expect("2"); // so hers is there as well
        spin(Duration.ofMillis(30));
        alice.expect(ONE);
        tookLate(alice);
    }

    @Test
    void soItIsOverInproc() {
        try (ZContext context = new ZContext()) {
            ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
            router.bind("inproc://subject");
            try (JeromqPeers inside = JeromqPeers.in(context, "inproc://subject", transcript, Timeouts.standard())) {
                JeromqPeer alice = inside.dealer("alice");
                alice.send("job");
                router.sendMore(router.recv());
                router.send("1");
                spin(Duration.ofMillis(30));
                alice.expect(ONE);
                tookLate(alice);
            }
        }
    }

    private static void spin(Duration time) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < time.toNanos()) {
            Thread.onSpinWait();
        }
    }

    private void tookLate(MessagePeer alice) {
        assertThat(transcript).from(alice.name()).receivedWithin(Duration.ofSeconds(15), ONE);
        assertThatThrownBy(() -> assertThat(transcript).from(alice.name()).receivedWithin(Duration.ofMillis(20), ONE))
                .hasMessageContaining("but nobody knows: the test looked after ");
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatWasWaitedForCameWhenItWasSeen(GroupKind kind) {
        MessagePeer alice = alice(kind);
        subject.enqueue(Answer.of("done").after(Duration.ofMillis(250)));
        alice.send("job");
        alice.expect("done");
        assertThatThrownBy(() -> assertThat(transcript).from("alice").receivedWithin(Duration.ofMillis(100), "done"))
                .hasMessageContaining("but it took ");
        Event.Received came = (Event.Received) transcript.lastReceived("alice").orElseThrow();
        assertThat(came.cameAfterMicros()).isGreaterThan(240_000);
    }

    @ParameterizedTest
    @EnumSource
    void aPeerToWhichNothingHappensIsKnown(GroupKind kind) {
        alice(kind);
        assertThat(transcript).from("alice").receivedNothing().wasNotDisconnected();
        assertThatThrownBy(() -> assertThat(transcript).from("allice").receivedNothing())
                .hasMessageContaining("but nobody is called allice; peers: alice");
    }
}
