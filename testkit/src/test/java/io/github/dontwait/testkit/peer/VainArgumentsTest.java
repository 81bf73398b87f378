package io.github.dontwait.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dontwait.testkit.fault.Link;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.ZContext;

/** What a test could not mean is refused, before it makes the test weaker or fails somewhere inside the kit. */
@Timeout(20)
class VainArgumentsTest {

    private static final Duration NEGATIVE = Duration.ofMillis(-1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private final Peers servers = Peers.listening();
    private final FakeServer server = servers.fakeServer("server");
    private final Peers peers = Peers.to(server.endpoint());
    private final Peer alice = peers.dealer("alice");

    @AfterEach
    void close() {
        peers.close();
        servers.close();
    }

    private static void assertRefused(String message, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageStartingWith(message);
    }

    @Test
    void aPatienceIsZeroOrMore() {
        String message = "a patience is zero or more, not PT-0.001S";
        assertRefused(message, () -> alice.expectMessage(NEGATIVE));
        assertRefused(message, () -> alice.expect(Message.of("x"), NEGATIVE));
        assertRefused(message, () -> alice.fishFor(MessageMatcher.texts("x"), NEGATIVE));
        assertRefused(message, () -> alice.poll(NEGATIVE));
        assertRefused(message, () -> server.takeRequest(NEGATIVE));
        assertRefused(message, () -> server.pollRequest(NEGATIVE));
        assertRefused(message, () -> server.router().takeConnection(NEGATIVE));
    }

    @Test
    void silenceLastsSomeTime() {
        assertRefused(
                "silence for 0 ms is no silence; give a window above zero", () -> alice.expectSilence(Duration.ZERO));
        assertRefused("silence for -1 ms is no silence", () -> alice.expectSilence(NEGATIVE));
    }

    @Test
    void theShortestTimeIsNotLongerThanTheLongest() {
        assertRefused(
                "nothing takes at least 5 s and at most 1 s; the shortest time comes first",
                () -> alice.within(Duration.ofSeconds(5), SECOND, () -> {}));
        assertRefused("nothing takes at least -1 ms", () -> alice.within(NEGATIVE, SECOND, () -> {}));
    }

    @Test
    void somethingIsExpected() {
        String message = "nothing is expected here; for no message there are expectNothingBut and expectSilence";
        assertRefused(message, () -> alice.expectInOrder(new Message[0]));
        assertRefused(message, () -> alice.expectInOrder(new String[0]));
        assertRefused(message, () -> alice.expectInAnyOrder(new Message[0]));
        assertRefused(message, () -> alice.expectAnyOf(new MessageMatcher[0]));
        Script script = Script.named("bob");
        assertRefused(message, () -> script.expectInAnyOrder(new Message[0]));
        assertRefused(message, () -> script.expectInAnyOrder(new MessageMatcher[0]));
        assertRefused(message, script::expectAnyOf);
        assertRefused("no script is given to be played", peers::playTogether);
    }

    @Test
    void nobodyMeetsAlone() {
        Script bob = Script.named("bob").meet("the door").meet("the end");
        assertRefused(
                "only one script meets the others at \"the dor\"; the places that are named: [the door, the dor, the end]",
                () -> peers.playTogether(
                        bob.as("carol"), bob, Script.named("dave").meet("the dor")));
        peers.playTogether(bob);
        peers.play(bob);
    }

    @Test
    void anAnswerHasOneMomentAndABeginningHasARest() {
        Answer held = Answer.of("a").held();
        String message = "this answer has its moment: \"reply [ \"a\" ] when released\"; say once when it is given";
        assertRefused(message, () -> held.after(SECOND));
        assertRefused(message, held::behindNext);
        assertRefused(message, held::held);
        assertRefused(
                "the reply [ \"a\" ] has 5 octets behind a delimiter, and a beginning has fewer, not 99",
                () -> Answer.beginning(99, "a"));
        server.enqueue(Answer.beginning(4, "a"));
        alice.send("1");
        alice.expect("a");
        assertThat(servers.transcript().render()).contains("all 3 octets of a reply, which has no more");
    }

    @Test
    void whoWaitsForeverWaitsForever() {
        server.enqueue("1").enqueue("2").enqueue("3").enqueue("4");
        for (int i = 0; i < 4; i++) {
            alice.send("ping");
        }
        alice.expectMessage(FOREVER);
        alice.within(Duration.ZERO, FOREVER, () -> alice.expect("2"));
        alice.fishFor(MessageMatcher.texts("3"), FOREVER);
        server.takeRequest(FOREVER);
        Timeouts patient = Timeouts.standard().withArrival(FOREVER).withClose(FOREVER);
        assertThat(patient.stretchedBy(2).arrival()).isGreaterThan(Duration.ofDays(36_500));
        try (Peers others = Peers.to(server.endpoint(), Transcript.begin(), patient);
                JeromqPeers real = JeromqPeers.to(server.endpoint(), Transcript.begin(), patient);
                Peers listening = Peers.listening(Transcript.begin(), patient)) {
            server.enqueue("5").enqueue("6").enqueue("7");
            others.playTogether(Script.named("bob").send("ping").expect("5"));
            alice.expect("4");
            JeromqPeer carol = real.dealer("carol");
            carol.send("ping");
            carol.expectMessage();
            listening.fakeServer("patient").enqueue("x");
        }
    }

    @Test
    void whatIsNullIsNamed() {
        ThrowingCallable[] calls = {
            () -> Peers.to(nothing()),
            () -> JeromqPeers.to(nothing()),
            () -> Link.to(nothing(), "link", Transcript.begin())
        };
        for (ThrowingCallable call : calls) {
            assertThatExceptionOfType(NullPointerException.class)
                    .isThrownBy(call)
                    .withMessage("endpoint");
        }
        try (ZContext context = new ZContext()) {
            assertThatExceptionOfType(NullPointerException.class)
                    .isThrownBy(() -> JeromqPeers.in(context, nothing()))
                    .withMessage("endpoint");
        }
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Peers.listening(nothing(), Timeouts.standard()))
                .withMessage("transcript");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Peers.listening(Transcript.begin(), nothing()))
                .withMessage("timeouts");
    }

    /** What callers without a checker may give. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
