package io.github.dontwait.testkit.assertion;

import static io.github.dontwait.testkit.assertion.DontwaitAssertions.assertThat;
import static io.github.dontwait.testkit.assertion.Failing.fails;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import io.github.dontwait.testkit.transcript.Transcript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is claimed of one peer; each text word for word. */
class PeerTranscriptAssertTest {

    private final Transcript transcript = SampleTranscript.ofAliceAndBob();

    @Test
    void sent() {
        assertThat(transcript).from("alice").sent("job-1");
        fails(() -> assertThat(transcript).from("alice").sent("job-2"), """
                Expecting alice to have sent:
                  [ "job-2" ]
                but it sent 1 message, and not this one

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]
                  +T ms  bob   <- subject  [ "", "hello" ]
                """);
    }

    @Test
    void received() {
        assertThat(transcript).from("alice").received("done-1");
        assertThat(transcript).from("bob").received("hello").received(Message.of("", "hello"));
        fails(() -> assertThat(transcript).from("bob").received("done-1"), """
                Expecting bob to have received:
                  [ "done-1" ]
                but it received 1 message, and not this one; alice received it instead

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]
                  +T ms  bob   <- subject  [ "", "hello" ]
                """);
    }

    @Test
    void receivedInOrder() {
        transcript.received("alice", Message.of("done-2"));
        assertThat(transcript).from("alice").receivedInOrder("done-1", "done-2");
        fails(() -> assertThat(transcript).from("alice").receivedInOrder("done-2", "done-1"), """
                Expecting alice to have received in order:
                  [ "done-2" ]
                  [ "done-1" ]
                but it received, but only earlier:
                  [ "done-1" ]

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]     <-- here
                  +T ms  bob   <- subject  [ "", "hello" ]
                  +T ms  alice <- subject  [ "done-2" ]
                """);
        fails(() -> assertThat(transcript).from("alice").receivedInOrder("done-1", "done-3"), """
                Expecting alice to have received in order:
                  [ "done-1" ]
                  [ "done-3" ]
                but it never received:
                  [ "done-3" ]

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]
                  +T ms  bob   <- subject  [ "", "hello" ]
                  +T ms  alice <- subject  [ "done-2" ]
                """);
    }

    @Test
    void receivedExactlyOnce() {
        assertThat(transcript).from("alice").receivedExactlyOnce("done-1");
        transcript.received("alice", Message.of("done-1"));
        fails(() -> assertThat(transcript).from("alice").receivedExactlyOnce("done-1"), """
                Expecting alice to have received exactly once:
                  [ "done-1" ]
                but it received it 2 times

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]
                  +T ms  bob   <- subject  [ "", "hello" ]
                  +T ms  alice <- subject  [ "done-1" ]     <-- here
                """);
        assertThatThrownBy(() -> assertThat(transcript).from("alice").receivedExactlyOnce("done-9"))
                .hasMessageStartingWith("Expecting alice to have received exactly once:\n  [ \"done-9\" ]\nbut it"
                        + " received 2 messages, and not this one\n\nTranscript:\n");
    }

    @Test
    void receivedNothingBut() {
        assertThat(transcript).from("alice").receivedNothingBut("done-1");
        fails(() -> assertThat(transcript).from("alice").receivedNothingBut("done-1", "done-2"), """
                Expecting alice to have received in order, and nothing else:
                  [ "done-1" ]
                  [ "done-2" ]
                but it received only 1 message

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]
                  +T ms  bob   <- subject  [ "", "hello" ]
                """);
        transcript.received("alice", Message.of("surprise"));
        fails(() -> assertThat(transcript).from("alice").receivedNothingBut("done-1"), """
                Expecting alice to have received in order, and nothing else:
                  [ "done-1" ]
                but message 2 is:
                  [ "surprise" ]

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]
                  +T ms  bob   <- subject  [ "", "hello" ]
                  +T ms  alice <- subject  [ "surprise" ]     <-- here
                """);
    }

    @Test
    void receivedNothing() {
        transcript.connected("carol", "");
        assertThat(transcript).from("carol").receivedNothing();
        fails(() -> assertThat(transcript).from("alice").receivedNothing(), """
                Expecting alice to have received nothing
                but message 1 is:
                  [ "done-1" ]

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]     <-- here
                  +T ms  bob   <- subject  [ "", "hello" ]
                  +T ms  carol -- connected
                """);
    }

    @Test
    void receivedWithin() {
        assertThat(transcript).from("alice").receivedWithin(Duration.ofSeconds(10), "done-1");
        long begin = transcript.nowMicros();
        transcript.sent("alice", Message.of("job-2"));
        while (transcript.nowMicros() - begin < 2_000) {
            Thread.onSpinWait();
        }
        transcript.received("alice", Message.of("done-2"));
        assertThatThrownBy(() -> assertThat(transcript).from("alice").receivedWithin(Duration.ofMillis(1), "done-2"))
                .hasMessageMatching("(?s)Expecting alice to receive within 1 ms after it asked:\n  \\[ \"done-2\" ]\n"
                        + "but it took \\d+(\\.\\d)? ms\n\nTranscript:\n.*\\[ \"done-2\" ]     <-- here");
    }

    @Test
    void whatCameWhileNobodyLookedMayHaveComeInTimeOrNot() {
        long now = System.nanoTime();
        long second = Duration.ofSeconds(1).toNanos();
        Transcript seenLate = Transcript.begin();
        seenLate.sent("alice", Message.of("job"));
        // As if it had been there for seconds, but it was not before the request.
        seenLate.received("alice", Message.of("done"), now - 9 * second, System.nanoTime());
        assertThat(seenLate).from("alice").receivedWithin(Duration.ofSeconds(1), "done");
        Event.Received came = (Event.Received) seenLate.events().get(1);
        DontwaitAssertions.assertThat(came.cameAfterMicros()).isZero();
        DontwaitAssertions.assertThat(came.cameByMicros()).isBetween(0L, came.atMicros());
        long begin = seenLate.nowMicros();
        while (seenLate.nowMicros() - begin < 2_000) {
            Thread.onSpinWait();
        }
        seenLate.received("alice", Message.of("more"), now - 9 * second, System.nanoTime());
        assertThatThrownBy(() -> assertThat(seenLate).from("alice").receivedWithin(Duration.ofMillis(1), "more"))
                .hasMessageMatching("(?s)Expecting alice to receive within 1 ms after it asked:\n  \\[ \"more\" ]\n"
                        + "but nobody knows: the test looked after [\\d.]+ ms, and it was there; have the peer expect it before"
                        + " this claim\n\nTranscript:\n.*");
    }

    @Test
    void wasNotDisconnected() {
        transcript.disconnected("bob", Event.Ending.FIN, Event.By.PEER);
        assertThat(transcript).from("bob").wasNotDisconnected();
        transcript.disconnected("alice", Event.Ending.RST, Event.By.SUBJECT);
        fails(() -> assertThat(transcript).from("alice").wasNotDisconnected(), """
                Expecting alice not to be disconnected by the subject
                but it was (RST)

                Transcript:
                  +T ms  alice -> subject  [ "job-1" ]
                  +T ms  bob   -> subject  [ "", "hi" ]
                  +T ms  alice <- subject  [ "done-1" ]
                  +T ms  bob   <- subject  [ "", "hello" ]
                  +T ms  bob   -- disconnected (FIN)
                  +T ms  alice -- disconnected by subject (RST)     <-- here
                """);
    }
}
