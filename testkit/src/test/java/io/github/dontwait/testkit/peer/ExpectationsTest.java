package io.github.dontwait.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each expectation, over either kind of peer, and how its failure reads. */
@Timeout(20)
class ExpectationsTest {

    private static final Duration SHORT = Duration.ofMillis(60);
    private static final Message A = Message.of("a");
    private static final Message B = Message.of("b");
    private static final Message C = Message.of("c");

    private final Peers servers = Peers.listening(Transcript.none(), Timeouts.standard());
    private final FakeServer subject = servers.fakeServer("subject");
    private PeerGroup peers = group(GroupKind.WIRE);

    private PeerGroup group(GroupKind kind) {
        return kind.to(subject.endpoint(), Transcript.begin(), Timeouts.standard());
    }

    @AfterEach
    void closeAll() {
        peers.close();
        servers.close();
    }

    /** A peer that has received these, or soon will. */
    private MessagePeer sent(Message... messages) {
        MessagePeer alice = peers.dealer("alice");
        subject.expectClients(1);
        for (Message message : messages) {
            subject.sendTo(RoutingId.text("alice"), message);
        }
        return alice;
    }

    @ParameterizedTest
    @EnumSource
    void whatComesAsExpectedIsReturned(GroupKind kind) {
        peers.close();
        peers = group(kind);
        MessagePeer alice = sent(A, B, C, A, B, C, A, B, C, A, B, C, A, B);
        assertThat(alice.expectAnyOf(C, A)).isEqualTo(A);
        assertThat(alice.expect(MessageMatcher.startingWith("b"))).isEqualTo(B);
        assertThat(alice.expectMessages(2)).containsExactly(C, A);
        assertThat(alice.expectInOrder(B, C)).containsExactly(B, C);
        assertThat(alice.expectInAnyOrder(C, A, B)).containsExactly(A, B, C);
        assertThat(alice.fishFor(MessageMatcher.equalTo(C))).isEqualTo(C);
        assertThat(alice.poll(Duration.ofSeconds(2))).contains(A);
        alice.within(Duration.ZERO, Duration.ofSeconds(5), () -> alice.expect("b"));
        alice.expectSilence(Duration.ofMillis(5));
        alice.expectNothingAfter(() -> {});
    }

    @ParameterizedTest
    @EnumSource
    void textsStandForMessagesOfOneFrame(GroupKind kind) {
        peers.close();
        peers = group(kind);
        MessagePeer alice = sent(A, B, C, A, B, C);
        assertThat(alice.expectInOrder("a", "b")).containsExactly(A, B);
        assertThat(alice.fishFor("a")).isEqualTo(A);
        assertThat(alice.expectNothingBut("b")).isEqualTo(B);
        assertThat(alice.expectNothingBut(MessageMatcher.startingWith("c"))).isEqualTo(C);
        alice.expectSilence();
    }

    @Test
    void aMatcherNeverTakesThePlaceOfAnother() {
        MessagePeer alice = sent(A, B, C);
        alice.expectInAnyOrder(
                MessageMatcher.anything(),
                MessageMatcher.named("a or b", m -> !m.equals(C)),
                MessageMatcher.texts("a"));
    }

    @ParameterizedTest
    @EnumSource
    void missesAMatch(GroupKind kind) {
        peers.close();
        peers = group(kind);
        MessagePeer alice = sent(A, B);
        assertThat(Failures.of(() -> alice.expect(MessageMatcher.startingWith("x"), Duration.ofSeconds(2))))
                .startsWith("""
                        Expecting alice (routing id "alice") to receive within 2 s:
                          a message that starts with [ "x" ]
                        but received:
                          [ "a" ]

                        Transcript:
                        """)
                .endsWith("alice <- subject  [ \"a\" ]     <-- here");
        assertThat(Failures.head(() -> alice.expectAnyOf(A, C))).isEqualTo("""
                Expecting alice (routing id "alice") to receive within 5 s one of:
                  [ "a" ]
                  [ "c" ]
                but received:
                  [ "b" ]""");
    }

    @Test
    void missesOneInOrder() {
        assertThat(Failures.of(() -> sent(A, C).expectInOrder(A, B)))
                .startsWith("""
                        Expecting alice (routing id "alice") to receive in this order within 5 s:
                          [ "a" ]
                          [ "b" ]
                        but received as number 2:
                          [ "c" ]
                        frame 1 of 1, byte 1: expected 'b' (0x62), was 'c' (0x63)

                        Transcript:
                        """)
                .endsWith("alice <- subject  [ \"c\" ]     <-- here");
    }

    /** The failure of a conversation that has little time, the time that was left replaced. */
    private static String hasty(MessagePeer peer, Runnable talk) {
        return Failures.head(() -> peer.within(Duration.ZERO, SHORT, talk)).replaceAll("within [0-9.]+ ms", "within T");
    }

    /** Back when it is on its way: what is asked of the server is done in order. */
    private void sendForSure(Message message) {
        subject.sendTo(RoutingId.text("alice"), message);
        subject.router().connections().get(0).readOn();
    }

    @Test
    void missesTheRest() {
        MessagePeer alice = sent(A, B);
        peers.anonymous("bob");
        subject.expectClients(2);
        subject.sendToAll(C);
        sendForSure(A);
        assertThat(hasty(alice, () -> alice.expectInOrder(A, B, C, A, B))).isEqualTo("""
                Expecting alice (routing id "alice") to receive in this order within T:
                  [ "a" ]
                  [ "b" ]
                  [ "c" ]
                  [ "a" ]
                  [ "b" ]
                but received only the first 4; the connection is open; bob received [ "c" ]""");
        sendForSure(A);
        assertThat(hasty(alice, () -> alice.expectMessages(2))).isEqualTo("""
                Expecting alice (routing id "alice") to receive 2 messages within T
                but received only 1; the connection is open; bob received [ "c" ]""");
        sendForSure(A);
        assertThat(hasty(alice, () -> alice.expectInAnyOrder(A, B, C))).isEqualTo("""
                Expecting alice (routing id "alice") to receive in any order within T:
                  [ "a" ]
                  [ "b" ]
                  [ "c" ]
                but received only 1 of 3, without:
                  [ "b" ]
                  [ "c" ]
                and then nothing; the connection is open; bob received [ "c" ]""");
        sendForSure(A);
        assertThat(hasty(alice, () -> alice.fishFor(MessageMatcher.texts("b")))).isEqualTo("""
                Expecting alice (routing id "alice") to receive within T, among others:
                  [ "b" ]
                but received only 1 other:
                  [ "a" ]
                and then nothing; the connection is open; bob received [ "c" ]""");
        assertThat(hasty(alice, () -> alice.fishFor(MessageMatcher.texts("b"))))
                .endsWith("but received nothing; the connection is open; bob received [ \"c\" ]");
    }

    @Test
    void receivesOneTwiceInAnyOrder() {
        assertThat(Failures.head(() -> sent(B, B).expectInAnyOrder(A, B))).isEqualTo("""
                Expecting alice (routing id "alice") to receive in any order within 5 s:
                  [ "a" ]
                  [ "b" ]
                but received:
                  [ "b" ]
                when these were missing:
                  [ "a" ]""");
    }

    @Test
    void isNotSilentWhenTheSubjectHasTurned() {
        MessagePeer alice = peers.dealer("alice");
        subject.expectClients(1);
        assertThat(Failures.head(() -> alice.expectNothingAfter(() -> {
                    subject.sendTo("alice", "x");
                    assertThat(alice.poll(Duration.ofSeconds(2))).isPresent();
                    subject.sendTo("alice", "y");
                    subject.router().connections().get(0).readOn();
                })))
                .isEqualTo(
                        "Expecting alice (routing id \"alice\") to have received nothing when the subject has turned\n"
                                + "but received:\n  [ \"y\" ]");
    }

    @Test
    void isTooEarlyOrTooLate() {
        MessagePeer alice = sent(A);
        assertThat(Failures.head(
                        () -> alice.within(Duration.ofSeconds(5), Duration.ofSeconds(9), () -> alice.expect(A))))
                .matches(
                        "Expecting the conversation of alice \\(routing id \"alice\"\\) to take at least 5 s and at most"
                                + " 9 s\nbut it took [0-9.]+ ms");
        long start = System.nanoTime();
        assertThat(Failures.head(
                        () -> alice.within(Duration.ZERO, SHORT, () -> alice.expectMessage(Duration.ofSeconds(15)))))
                .startsWith("Expecting alice (routing id \"alice\") to receive a message within ")
                .endsWith("but received nothing; the connection is open");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, Duration.ofSeconds(10));
        assertThat(Failures.head(
                        () -> alice.within(Duration.ZERO, SHORT, () -> alice.expectSilence(SHORT.plusMillis(20)))))
                .startsWith(
                        "Expecting the conversation of alice (routing id \"alice\") to take at most 60 ms\nbut it took");
    }

    @Test
    void matchersJudgeMessages() {
        Message fromBob = Message.of("bob", "", "hi");
        assertThat(MessageMatcher.from("bob").matches(fromBob)).isTrue();
        assertThat(MessageMatcher.from("alice").matches(fromBob)).isFalse();
        assertThat(MessageMatcher.from("bob").matches(Message.of("bob"))).isFalse();
        MessageMatcher hi = MessageMatcher.from(RoutingId.text("bob"), MessageMatcher.body("hi"));
        assertThat(hi.matches(fromBob)).isTrue();
        assertThat(hi.matches(Message.of("bob", "ho"))).isFalse();
        assertThat(hi.matches(Message.of("bob"))).isFalse();
        assertThat(hi).hasToString("from \"bob\" a message with the body [ \"hi\" ]");
        assertThat(MessageMatcher.frame(2, Frame.text("hi")).matches(fromBob)).isTrue();
        assertThat(MessageMatcher.frame(3, Frame.text("hi")).matches(fromBob)).isFalse();
        assertThat(MessageMatcher.startingWith("bob", "").matches(fromBob)).isTrue();
        assertThat(MessageMatcher.startingWith("bob", "", "hi", "").matches(fromBob))
                .isFalse();
        assertThat(MessageMatcher.anything().matches(fromBob)).isTrue();
        MessageMatcher wrong = MessageMatcher.named(
                "the ninth frame", message -> message.frame(8).isEmpty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrong.matches(A))
                .withMessageStartingWith("the matcher \"the ninth frame\" cannot judge [ \"a\" ]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sent().expectMessages(0))
                .withMessageContaining("expectNothingBut");
    }
}
